let waiting: HTMLElement | undefined

window.addEventListener('focus', () => {
  if (document.activeElement === document.body) waiting?.focus()
  waiting = undefined
})

/** Focuses an element, now or once a user comes to the page: a page that takes the focus takes it from where they write. */
export function focus(element: HTMLElement | null | undefined): void {
  waiting = undefined
  if (document.hasFocus()) element?.focus()
  else waiting = element ?? undefined
}
