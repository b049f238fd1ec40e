import { nextIndex } from '../model/browse.ts'
import type { Entry, Group, Labels } from '../model/protocol.ts'
import { createThumbnails, fillCard } from './card.ts'
import { make } from './dom.ts'
import { focus } from './focus.ts'

export interface GridEvents {
  /** The focus is on another entry. */
  readonly onCurrent: (key: string) => void
  readonly onToggle: (key: string) => void
  /** Nothing is selected any more. */
  readonly onClear: () => void
  readonly onOpen: (key: string) => void
}

/** A list of images with one tab stop: arrow and page keys move, Space selects, Escape selects none, Enter opens. */
export interface Grid {
  readonly element: HTMLElement
  /** Cards of remaining entries are kept, with the focus. */
  show(groups: readonly Group[], labels: Labels, current: string | undefined): void
  select(keys: readonly string[]): void
  focus(): void
}

export function createGrid({ onCurrent, onToggle, onClear, onOpen }: GridEvents): Grid {
  const element = make('div', { role: 'listbox', 'aria-multiselectable': 'true', class: 'grid' })
  const cards = new Map<string, { readonly card: HTMLElement; readonly entry: Entry; readonly text: string }>()
  let keys: string[] = []
  let current = 0
  let broken = ''
  let shownLayout = ''
  const thumbnails = createThumbnails((card) => {
    const entry = cards.get(card.dataset['key'] ?? '')?.entry
    if (entry !== undefined) fillCard(card, { ...entry, state: broken, tone: 'warning' })
  })
  const cardAt = (at: number): HTMLElement | undefined => cards.get(keys[at] ?? '')?.card

  function setCurrent(at: number, hasFocus: boolean): void {
    cardAt(current)?.setAttribute('tabindex', '-1')
    current = Math.min(Math.max(0, at), Math.max(0, keys.length - 1))
    const card = cardAt(current)
    card?.setAttribute('tabindex', '0')
    if (hasFocus) focus(card)
    const key = keys[current]
    if (key !== undefined) onCurrent(key)
  }

  const keyOf = (target: EventTarget | null): string | undefined =>
    (target as Element | null)?.closest<HTMLElement>('[role=option]')?.dataset['key']

  element.addEventListener('click', (event) => {
    const key = keyOf(event.target)
    if (key === undefined) return
    setCurrent(keys.indexOf(key), true)
    if (event.ctrlKey || event.metaKey || event.shiftKey) onToggle(key)
  })
  // A screen reader moves the focus on its own.
  element.addEventListener('focusin', (event) => {
    const at = keys.indexOf(keyOf(event.target) ?? '')
    if (at >= 0 && at !== current) setCurrent(at, false)
  })
  element.addEventListener('dblclick', (event) => {
    const key = keyOf(event.target)
    if (key !== undefined) onOpen(key)
  })
  element.addEventListener('keydown', (event) => {
    const key = keys[current]
    if (key === undefined || event.altKey || event.metaKey) return
    if (event.key === ' ') onToggle(key)
    else if (event.key === 'Enter') onOpen(key)
    else if (event.key === 'Escape') onClear()
    else {
      const isAcrossRows = /Up$|Down$/.test(event.key)
      const spots = keys.map((each) => {
        // Reading a card's position forces a layout, so it is only read where it is needed.
        const card = isAcrossRows ? cards.get(each)?.card : undefined
        return { left: card?.offsetLeft ?? 0, top: card?.offsetTop ?? 0 }
      })
      const next = nextIndex(event.key, current, spots, element.clientHeight)
      if (next === undefined) return
      setCurrent(next, true)
    }
    event.preventDefault()
  })

  function cardOf(entry: Entry): HTMLElement {
    const known = cards.get(entry.key)
    const text = JSON.stringify([entry.title, entry.name, entry.state, entry.cost, entry.tone, entry.src])
    if (known?.text === text) return known.card
    const card =
      known?.card ??
      make('div', { role: 'option', tabindex: '-1', 'aria-selected': 'false', class: 'card', 'data-key': entry.key })
    fillCard(card, entry)
    cards.set(entry.key, { card, entry, text })
    thumbnails.watch(card, entry.src)
    return card
  }

  return {
    element,
    show(groups, labels, wanted) {
      element.setAttribute('aria-label', labels.gallery)
      broken = labels.broken
      const hadFocus = element.contains(document.activeElement)
      const before = keys
      keys = groups.flatMap(({ entries }) => entries.map(({ key }) => key))
      const content = groups.map(({ title, entries }) => ({ title, own: entries.map(cardOf) }))
      const layout = JSON.stringify(groups.map(({ title, entries }) => [title, entries.map(({ key }) => key)]))
      // A card that moves while it is pressed never gets a click.
      if (layout !== shownLayout) element.replaceChildren(...content.map(({ title, own }) => section(title, own)))
      shownLayout = layout
      const left = new Set(keys)
      for (const [key, { card }] of cards) {
        if (left.has(key)) continue
        thumbnails.forget(card)
        cards.delete(key)
      }
      for (const [at, key] of keys.entries()) {
        const card = cards.get(key)?.card
        card?.setAttribute('tabindex', '-1')
        // Positions in all groups together, as the arrow keys go.
        card?.setAttribute('aria-posinset', String(at + 1))
        card?.setAttribute('aria-setsize', String(keys.length))
      }
      const at = keys.indexOf(wanted ?? '')
      // The removed entry was here: the next one gets the focus.
      const gone = before.indexOf(wanted ?? '')
      setCurrent(at >= 0 ? at : Math.max(0, gone), hadFocus)
    },
    select(selected) {
      for (const [key, { card }] of cards) card.setAttribute('aria-selected', String(selected.includes(key)))
    },
    focus() {
      focus(cardAt(current))
      cardAt(current)?.scrollIntoView({ block: 'nearest' })
    },
  }
}

function section(title: string, cards: readonly HTMLElement[]): HTMLElement {
  const heading = make('div', { class: 'title', role: 'presentation' }, title)
  return make('div', { role: 'group', 'aria-label': title, class: 'group' }, heading, ...cards)
}
