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

/** Where paths have to be changed. */
export function repairPaths(text: string, changes: readonly PathChange[]): PathEdit[] {
  const edits = new Map<number, PathEdit>()
  for (const { from, to } of changes) {
    if (from === to) continue
    for (const start of positionsOf(text, from)) {
      if (!edits.has(start)) edits.set(start, { start, end: start + from.length, text: to })
    }
  }
  return [...edits.values()].toSorted((a, b) => a.start - b.start)
}

/** Where a path begins in a text: as a whole path only, not as a part of a longer one. */
export function positionsOf(text: string, path: string): number[] {
  const positions: number[] = []
  if (path === '') return positions
  for (let start = text.indexOf(path); start >= 0; start = text.indexOf(path, start + path.length)) {
    const isWhole =
      !/[\p{L}\p{N}_./%-]/u.test(text.charAt(start - 1)) && !/[\p{L}\p{N}_/%-]/u.test(text.charAt(start + path.length))
    if (isWhole) positions.push(start)
  }
  return positions
}
