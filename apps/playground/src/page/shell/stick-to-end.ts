/** Near enough to count as the end. */
const nearPx = 80

/**
 * Keeps the newest message in sight while things grow (images arrive, elements draw themselves late), unless the user
 * has scrolled up.
 * @returns brings the end in sight again
 */
export function stickToEnd(scroller: HTMLElement, content: HTMLElement): () => void {
  let isAtEnd = true
  let lastTop = 0
  const toEnd = (): void => {
    isAtEnd = true
    scroller.scrollTo({ top: scroller.scrollHeight })
  }
  scroller.addEventListener('scroll', () => {
    const { scrollTop, scrollHeight, clientHeight } = scroller
    const isNear = scrollHeight - scrollTop - clientHeight < nearPx
    // Only people scroll up; what grows below after our own scrolling must not count as that.
    isAtEnd = isNear || (isAtEnd && scrollTop >= lastTop)
    lastTop = scrollTop
  })
  const observer = new ResizeObserver(() => {
    if (isAtEnd) toEnd()
  })
  observer.observe(content)
  observer.observe(scroller)
  return toEnd
}
