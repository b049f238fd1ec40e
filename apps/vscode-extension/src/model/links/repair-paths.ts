/** A path in a text, as it was written and as it must read now. */
export interface PathChange {
  readonly from: string
  readonly to: string
}

export interface PathEdit {
  readonly start: number
  readonly end: number
  readonly text: string
}

/** Where paths have to be changed: whole paths only, not parts of longer ones. */
export function repairPaths(text: string, changes: readonly PathChange[]): PathEdit[] {
  const edits = new Map<number, PathEdit>()
  for (const { from, to } of changes) {
    if (from === '' || from === to) continue
    for (let start = text.indexOf(from); start >= 0; start = text.indexOf(from, start + from.length)) {
      const end = start + from.length
      const isWhole = !/[\p{L}\p{N}_./%-]/u.test(text.charAt(start - 1)) && !/[\p{L}\p{N}_/%-]/u.test(text.charAt(end))
      if (isWhole && !edits.has(start)) edits.set(start, { start, end, text: to })
    }
  }
  return [...edits.values()].toSorted((a, b) => a.start - b.start)
}
