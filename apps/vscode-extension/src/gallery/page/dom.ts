/** A new element. What is said in it is text, never markup. */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Readonly<Record<string, string | false | undefined>> = {},
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== false) element.setAttribute(name, value)
  }
  element.append(...children)
  return element
}

export function button(
  text: string,
  onClick: () => void,
  attributes: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  const element = make('button', { type: 'button', ...attributes }, text)
  element.addEventListener('click', onClick)
  return element
}

/** Arrow keys, Home and End move within a row of buttons, which Tab enters and leaves at once. */
export function toolbar(label: string, buttons: readonly HTMLButtonElement[]): HTMLElement {
  const bar = make('div', { role: 'toolbar', 'aria-label': label, class: 'toolbar' }, ...buttons)
  const focus = (at: number): void => {
    for (const [index, each] of buttons.entries()) each.tabIndex = index === at ? 0 : -1
  }
  focus(0)
  bar.addEventListener('keydown', (event) => {
    const at = buttons.findIndex((each) => each === document.activeElement)
    const steps: Record<string, number> = { ArrowLeft: at - 1, ArrowRight: at + 1, Home: 0, End: buttons.length - 1 }
    const to = steps[event.key]
    const next = to === undefined ? undefined : buttons[(to + buttons.length) % buttons.length]
    if (at < 0 || next === undefined) return
    event.preventDefault()
    event.stopPropagation()
    next.focus()
  })
  bar.addEventListener('focusin', () =>
    focus(
      Math.max(
        0,
        buttons.findIndex((each) => each === document.activeElement),
      ),
    ),
  )
  return bar
}
