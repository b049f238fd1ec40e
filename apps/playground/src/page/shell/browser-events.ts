/** Escape, or a press anywhere else. */
export function onLeavingMenu(leave: () => void): void {
  document.addEventListener('keydown', ({ key }) => {
    if (key === 'Escape') leave()
  })
  document.addEventListener('pointerdown', ({ target }) => {
    if (!(target instanceof Element && target.closest('.toolbar'))) leave()
  })
}

/** Files that are dropped anywhere on the page, or pasted. */
export function onGivenFiles(take: (files: readonly File[]) => void): void {
  document.addEventListener('dragover', (event) => event.preventDefault())
  document.addEventListener('drop', (event) => {
    event.preventDefault()
    take(Array.from(event.dataTransfer?.files ?? []))
  })
  document.addEventListener('paste', (event) => take(Array.from(event.clipboardData?.files ?? [])))
}
