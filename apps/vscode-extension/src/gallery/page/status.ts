import { make } from './dom.ts'

/** A line that screen readers read out when it changes: for what a user did, or waits for. */
export interface Status {
  readonly element: HTMLElement
  show(text: string): void
}

/** Somebody who types or presses a key repeatedly hears the last of several texts. */
const restMs = 400

export function createStatus(name = 'status'): Status {
  const element = make('p', { role: 'status', class: name })
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    element,
    show(text) {
      clearTimeout(timer)
      timer = setTimeout(() => (element.textContent = text), restMs)
    },
  }
}
