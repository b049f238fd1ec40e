import { zoomed } from '../model/browse.ts'
import type { Action, Choice, Entry, Labels } from '../model/protocol.ts'
import { actionBar, type OnAction } from './details.ts'
import { button, make, toolbar } from './dom.ts'
import { scrollAlike } from './scroll-alike.ts'

export interface CompareOptions {
  readonly entries: readonly Entry[]
  readonly labels: Labels
  /** Set when the user has to choose one of these, or all. */
  readonly choice?: Choice | undefined
  readonly zoom: number
  readonly onZoom: (zoom: number) => void
  readonly onBack: () => void
  readonly onAction: OnAction
  /** @param key of the image that is wanted; without one, all are. */
  readonly onChoose: (job: string, key?: string) => void
}

/** Four rows of all buttons would leave little room for the images. */
const onlyInDetails: ReadonlySet<Action> = new Set(['copyPath', 'copyPrompt', 'again'])

/**
 * Images side by side, all at the same zoom and scrolled alike. Keys: arrows go from one to the other, or scroll when they are
 * larger than their panes; `+`, `-` and `0` zoom; `1` to `4` choose, or go to an image; Escape goes back.
 */
export function compareView(options: CompareOptions): HTMLElement {
  const { entries, labels, choice, onZoom, onBack, onAction, onChoose } = options
  let { zoom } = options
  const choose = (key?: string): void => {
    if (choice !== undefined) onChoose(choice.job, key)
  }

  const panes = entries.map((entry, index) => {
    const image = make('img', { alt: entry.title, src: entry.src ?? '' })
    const view = make(
      'div',
      {
        class: 'view',
        tabindex: '0',
        role: 'group',
        'aria-label': `${index + 1}: ${[entry.title, entry.name].join(', ')}`,
      },
      image,
    )
    const showText = (text: string): void => view.replaceChildren(make('span', {}, text))
    image.addEventListener('error', () => showText(labels.broken))
    if (entry.src === undefined) showText(entry.state ?? labels.broken)
    const caption = make('figcaption', {}, `${index + 1}. ${entry.name}`)
    const act =
      choice === undefined
        ? actionBar({ ...entry, actions: entry.actions.filter((each) => !onlyInDetails.has(each)) }, labels, onAction)
        : button(labels.useThis, () => choose(entry.key), {
            'aria-label': `${labels.useThis}: ${index + 1}`,
            class: 'primary',
          })
    if (choice !== undefined) view.addEventListener('click', () => zoom === 0 && choose(entry.key))
    return { entry, image, view, figure: make('figure', {}, view, caption, act) }
  })

  /** The zoom at which the first image fits into its pane. */
  function fit(): number {
    const [pane] = panes
    if (pane === undefined || pane.image.naturalWidth === 0) return 1
    const { image, view } = pane
    return Math.min(view.clientWidth / image.naturalWidth, view.clientHeight / image.naturalHeight)
  }

  function setZoom(next: number): void {
    zoom = next
    for (const { image, view } of panes) {
      view.classList.toggle('fits', zoom === 0)
      if (zoom === 0) image.removeAttribute('width')
      else image.width = Math.round(image.naturalWidth * zoom)
    }
    onZoom(zoom)
  }

  function focusPane(step: number): void {
    const at = panes.findIndex(({ view }) => view === document.activeElement)
    panes[Math.min(panes.length - 1, Math.max(0, at + step))]?.view.focus()
  }

  const bar = toolbar(labels.compare, [
    button(labels.back, onBack, { 'data-back': '' }),
    ...(choice === undefined ? [] : [button(choice.keepAll, () => choose())]),
    sign('+', labels.zoomIn, () => setZoom(zoomed(zoom, 1, fit()))),
    sign('−', labels.zoomOut, () => setZoom(zoomed(zoom, -1, fit()))),
    button(labels.fit, () => setZoom(0)),
  ])
  const heading = [
    make('h1', {}, choice?.title ?? labels.compare),
    ...(choice === undefined ? [] : [make('p', { class: 'hint' }, choice.hint)]),
  ]
  const rows = make('div', { class: 'panes', 'data-count': String(panes.length) }, ...panes.map(({ figure }) => figure))
  const element = make(
    'section',
    // Keys work after a click beside the images, too.
    { class: 'compare', tabindex: '-1', 'aria-label': choice?.title ?? labels.compare },
    ...heading,
    bar,
    rows,
  )

  scrollAlike(panes.map(({ view }) => view))
  for (const { image } of panes) image.addEventListener('load', () => setZoom(zoom))

  element.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return
    const inPane = panes.find(({ view }) => view === document.activeElement)
    const numbered = /^[1-9]$/.test(event.key) ? panes[Number(event.key) - 1] : undefined
    if (event.key === 'Escape') onBack()
    else if (event.key === '+' || event.key === '=') setZoom(zoomed(zoom, 1, fit()))
    else if (event.key === '-') setZoom(zoomed(zoom, -1, fit()))
    else if (event.key === '0') setZoom(0)
    else if (numbered !== undefined && choice !== undefined) choose(numbered.entry.key)
    else if (numbered !== undefined) numbered.view.focus()
    else if (inPane !== undefined && event.key === 'Enter' && choice !== undefined) choose(inPane.entry.key)
    else if (inPane !== undefined && zoom === 0 && event.key === 'ArrowLeft') focusPane(-1)
    else if (inPane !== undefined && zoom === 0 && event.key === 'ArrowRight') focusPane(1)
    else return
    event.preventDefault()
  })
  setZoom(zoom)
  return element
}

/** A button with a sign that is also its key. */
function sign(text: string, label: string, onClick: () => void): HTMLButtonElement {
  return button(text, onClick, { 'aria-label': label, title: label })
}
