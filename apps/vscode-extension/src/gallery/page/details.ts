import type { Action, Entry, Labels } from '../model/protocol.ts'
import { button, make, toolbar } from './dom.ts'
import { focus } from './focus.ts'

export type OnAction = (action: Action, key: string) => void

export function actionBar(entry: Entry, labels: Labels, onAction: OnAction): HTMLElement {
  return toolbar(
    labels.details,
    entry.actions.map((action) => button(labels[action], () => onAction(action, entry.key), { 'data-action': action })),
  )
}

/** Fills in what is known of an entry, and what can be done with it. The button that has the focus keeps it. */
export function fillDetails(place: HTMLElement, entry: Entry | undefined, labels: Labels, onAction: OnAction): void {
  const focused = place.contains(document.activeElement)
    ? (document.activeElement as HTMLElement).dataset['action']
    : undefined
  place.setAttribute('aria-label', labels.details)
  if (entry === undefined) return place.replaceChildren()
  const bar = actionBar(entry, labels, onAction)
  const facts = make(
    'dl',
    {},
    ...entry.facts.flatMap(([label, value]) => [make('dt', {}, label), make('dd', {}, value)]),
  )
  const name = entry.name === '' ? [] : [make('h2', {}, entry.name)]
  const state = entry.state === undefined ? [] : [make('p', { class: 'state' }, entry.state)]
  place.replaceChildren(...name, ...state, bar, facts)
  if (focused === undefined) return
  focus(bar.querySelector<HTMLElement>(`[data-action="${focused}"]`) ?? bar.querySelector<HTMLElement>('button'))
}
