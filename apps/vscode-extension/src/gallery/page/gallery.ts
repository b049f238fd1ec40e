// The script of the gallery's page. It builds everything from messages of the extension, as text.

import { filtered, maxCompared, toggled, withNumbers } from '../model/browse.ts'
import { type Action, type Choice, type Entry, readToPage, type Shown } from '../model/protocol.ts'
import { compareView } from './compare.ts'
import { createDetails } from './details.ts'
import { button, make } from './dom.ts'
import { focus } from './focus.ts'
import { createGrid } from './grid.ts'
import { connectHost, type PageState } from './host.ts'
import { createStatus } from './status.ts'

const host = connectHost()
let shown: Shown | undefined
/** The compared images as they are on the screen: a change elsewhere moves neither focus nor scroll position. */
let compared = ''
/** The choice that was sent, until the extension has answered. */
let sentChoice: string | undefined

const status = createStatus()
/** Says to somebody who writes beside the page what it shows to those who see it. */
const arrival = createStatus('unseen')
const filter = make('input', { type: 'search' })
const filterLabel = make('span')
const all = make('input', { type: 'checkbox' })
const allLabel = make('span')
const compareButton = button('', () => compare())
let shownChoices = ''
const waiting = make('section', { class: 'waiting' })
const empty = make('p', { class: 'empty' })
const details = createDetails(act)
const grid = createGrid({
  onCurrent(key) {
    host.change({ current: key })
    showDetails()
  },
  onToggle: toggle,
  onClear() {
    if (host.state.selected.length > 0) select([])
  },
  onOpen(key) {
    const [first] = entryOf(key)?.actions ?? []
    if (first !== undefined) act(first, key)
  },
})
const browser = make(
  'main',
  {},
  make(
    'header',
    {},
    make('h1', { class: 'unseen' }, document.title),
    make('label', {}, filterLabel, filter),
    make('label', {}, all, allLabel),
    compareButton,
  ),
  waiting,
  empty,
  make('div', { class: 'columns' }, grid.element, details.element),
)
const stage = make('main', { hidden: '' })
document.body.append(browser, stage, status.element, arrival.element)

filter.value = host.state.filter
filter.addEventListener('input', () => {
  host.change({ filter: filter.value })
  showGrid()
  if (shown !== undefined) status.show(countText())
})
filter.addEventListener('keydown', (event) => {
  if (event.key !== 'ArrowDown' || grid.element.hidden) return
  event.preventDefault()
  grid.focus()
})
all.addEventListener('change', () => {
  host.change({ isAll: all.checked })
  host.post({ type: 'scope', isAll: all.checked })
})

window.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
  const message = readToPage(data)
  if (message?.type === 'done') status.show(message.text)
  if (message?.type === 'go') {
    goTo(message.job)
    const choice = shown?.choices.find(({ job }) => job === message.job)
    if (choice !== undefined) arrival.show(`${choice.title}. ${choice.hint}`)
  }
  if (message?.type !== 'show') return
  const isFirst = shown === undefined
  const { focus: wasIn, scrollTop } = host.state
  shown = message
  sentChoice = undefined
  show()
  if (isFirst) goBack(wasIn, scrollTop)
})
document.addEventListener('focusin', () => {
  host.change({ focus: document.activeElement === filter ? 'filter' : 'images' })
})
window.addEventListener('focus', () => {
  if (stage.hidden && document.activeElement === document.body) grid.focus()
})
window.addEventListener('blur', () => host.change({ focus: undefined }))
grid.element.addEventListener('scroll', () => host.change({ scrollTop: grid.element.scrollTop }))
host.post({ type: 'ready', isAll: host.state.isAll })

/** A page begins again when it is shown again, or may load from another folder: the user continues where they were. */
function goBack(wasIn: PageState['focus'], scrollTop: number): void {
  if (stage.hidden && document.activeElement === document.body) {
    if (wasIn === 'filter') filter.focus()
    // A user who is elsewhere, such as in a text beside, stays there.
    else if (wasIn !== undefined || host.isFirst || document.hasFocus()) grid.focus()
  }
  grid.element.scrollTop = scrollTop
}

function entries(): Entry[] {
  return shown?.groups.flatMap((group) => group.entries) ?? []
}

function entryOf(key: string | undefined): Entry | undefined {
  return entries().find((entry) => entry.key === key)
}

function act(action: Action, key: string): void {
  host.post({ type: 'act', action, key })
}

function show(): void {
  if (shown === undefined) return
  const { labels, choices, isAll } = shown
  filterLabel.textContent = labels.filter
  allLabel.textContent = labels.showAll
  all.checked = isAll
  showWaiting(choices)
  waiting.hidden = choices.length === 0
  showSelection()
  showGrid()
  showStage()
}

function showWaiting(choices: readonly Choice[]): void {
  const text = JSON.stringify(choices)
  if (text !== shownChoices) waiting.replaceChildren(...choices.map(choiceRow))
  shownChoices = text
}

function choiceRow({ job, title }: Choice): HTMLElement {
  const labels = shown?.labels
  return make(
    'p',
    {},
    make('span', {}, title),
    make('span', { class: 'state' }, labels?.waiting ?? ''),
    button(labels?.choose ?? '', () => goTo(job), { 'aria-label': `${labels?.choose}: ${title}`, class: 'primary' }),
  )
}

function showGrid(): void {
  if (shown === undefined) return
  const groups = filtered(shown.groups, host.state.filter)
  grid.show(groups, shown.labels, host.state.current)
  grid.select(host.state.selected)
  grid.element.hidden = groups.length === 0
  empty.hidden = groups.length > 0
  empty.textContent = shown.groups.length === 0 ? shown.labels.empty : shown.labels.noMatch
  showDetails()
}

function showDetails(): void {
  if (shown === undefined) return
  const isListed = !grid.element.hidden && grid.element.childElementCount > 0
  details.show(isListed ? entryOf(host.state.current) : undefined, shown.labels)
}

function countText(): string {
  if (shown === undefined) return ''
  const count = filtered(shown.groups, host.state.filter).reduce((sum, group) => sum + group.entries.length, 0)
  return withNumbers(shown.labels.shownCount, count, entries().length)
}

function toggle(key: string): void {
  if (shown === undefined || entryOf(key)?.src === undefined) return
  const next = toggled(host.state.selected, key)
  if (next === undefined) status.show(shown.labels.compareHint)
  else select(next)
}

function select(keys: readonly string[]): void {
  if (shown === undefined) return
  host.change({ selected: keys })
  showSelection()
  status.show(withNumbers(shown.labels.selectedCount, keys.length))
}

/** Images that are gone can't be compared. */
function showSelection(): void {
  if (shown === undefined) return
  const selected = host.state.selected.filter((key) => entryOf(key)?.src !== undefined)
  host.change({ selected })
  grid.select(selected)
  compareButton.textContent = shown.labels.compare
  compareButton.title = shown.labels.compareHint
  // Not `disabled`: it would lose the focus, and the reason could not be read.
  compareButton.setAttribute('aria-disabled', String(selected.length < 2))
}

function compare(): void {
  if (shown === undefined) return
  if (host.state.selected.length < 2) return status.show(shown.labels.compareHint)
  host.change({ isComparing: true, choice: undefined, zoom: 0 })
  showStage(true)
}

function goTo(job: string): void {
  host.change({ choice: job, isComparing: false, zoom: 0 })
  showStage(true)
}

function leaveStage(): void {
  host.change({ choice: undefined, isComparing: false })
  showStage()
  grid.focus()
}

/** @param takesFocus A user has just asked for it. */
function showStage(takesFocus = false): void {
  if (shown === undefined) return
  const { labels, choices } = shown
  const choice = choices.find(({ job }) => job === host.state.choice)
  const keys = choice?.keys ?? (host.state.isComparing ? host.state.selected : [])
  const images = keys.flatMap((key) => entryOf(key) ?? []).slice(0, choice === undefined ? maxCompared : undefined)
  const isShown = choice !== undefined || images.length > 1
  const hadFocus = stage.contains(document.activeElement)
  browser.hidden = isShown
  stage.hidden = !isShown
  if (!isShown) {
    compared = ''
    stage.replaceChildren()
    if (host.state.isComparing || host.state.choice !== undefined)
      host.change({ isComparing: false, choice: undefined })
    if (hadFocus) grid.focus()
    return
  }
  const text = JSON.stringify([images, choice, labels])
  if (text !== compared) {
    compared = text
    stage.replaceChildren(
      compareView({
        entries: images,
        labels,
        choice,
        zoom: host.state.zoom,
        onZoom: (zoom) => host.change({ zoom }),
        onBack: leaveStage,
        onAction: act,
        onChoose(job, key) {
          if (sentChoice === job) return
          sentChoice = job
          host.post({ type: 'choose', job, ...(key !== undefined && { key }) })
        },
      }),
    )
  } else if (!takesFocus) return
  if (takesFocus || hadFocus || document.activeElement === document.body)
    focus(stage.querySelector<HTMLElement>('.view'))
}
