import type { Action, Entry, Labels } from '../model/protocol.ts'
import { button, make, toolbar } from './dom.ts'
import { focus } from './focus.ts'

export type OnAction = (action: Action, key: string) => void

export function actionBar(entry: Entry, labels: Labels, onAction: OnAction): HTMLElement {
  return toolbar(
    entry.name || labels.details,
    entry.actions.map((action) => button(labels[action], () => onAction(action, entry.key), { 'data-action': action })),
  )
}

/** What is known of an entry, and what can be done with it. */
export interface Details {
  readonly element: HTMLElement
  show(entry: Entry | undefined, labels: Labels): void
}

export function createDetails(onAction: OnAction): Details {
  const element = make('aside', { class: 'details' })
  let shown = ''
  return {
    element,
    show(entry, labels) {
      const text = JSON.stringify([entry, labels])
      // A button that is replaced while it is pressed is never clicked.
      if (text === shown) return
      shown = text
      element.setAttribute('aria-label', labels.details)
      const active = document.activeElement as HTMLElement | null
      const focused = element.contains(active) ? active?.dataset['action'] : undefined
      if (entry === undefined) return element.replaceChildren()
      const bar = actionBar(entry, labels, onAction)
      const name = entry.name === '' ? [] : [make('h2', {}, entry.name)]
      const state = entry.state === undefined ? [] : [make('p', { class: 'state' }, entry.state)]
      const facts = entry.facts.flatMap(([label, value]) => [make('dt', {}, label), make('dd', {}, value)])
      element.replaceChildren(...name, ...state, bar, make('dl', {}, ...facts))
      if (focused === undefined) return
      focus(bar.querySelector<HTMLElement>(`[data-action="${focused}"]`) ?? bar.querySelector<HTMLElement>('button'))
    },
  }
}
