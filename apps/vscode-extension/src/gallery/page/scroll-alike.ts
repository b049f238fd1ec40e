/** Scrolls all of these when one is scrolled: to the same part of their contents, whose sizes may differ. */
export function scrollAlike(views: readonly HTMLElement[]): void {
  for (const view of views) {
    view.addEventListener('scroll', () => {
      const left = partOf(view.scrollLeft, view.scrollWidth, view.clientWidth)
      const top = partOf(view.scrollTop, view.scrollHeight, view.clientHeight)
      for (const other of views) {
        if (other === view) continue
        const toLeft = left * (other.scrollWidth - other.clientWidth)
        const toTop = top * (other.scrollHeight - other.clientHeight)
        // Not back and forth for parts of a pixel.
        if (Math.abs(other.scrollLeft - toLeft) > 1) other.scrollLeft = toLeft
        if (Math.abs(other.scrollTop - toTop) > 1) other.scrollTop = toTop
      }
    })
  }
}

/** How far something is scrolled, from 0 to 1. */
function partOf(at: number, whole: number, shown: number): number {
  return whole > shown ? at / (whole - shown) : 0
}
