import type { Entry, Group } from './protocol.ts'

/** So many images fit side by side. */
export const maxCompared = 4

/** What matches every part of a filter, in any case. Groups without a match are left out. */
export function filtered(groups: readonly Group[], filter: string): Group[] {
  const parts = filter.toLocaleLowerCase().split(/\s+/).filter(Boolean)
  const matches = (entry: Entry): boolean => {
    const all = [entry.title, entry.name, entry.state ?? '', ...entry.facts.map(([, value]) => value)]
    const searched = all.join('\n').toLocaleLowerCase()
    return parts.every((part) => searched.includes(part))
  }
  return groups
    .map((group) => ({ ...group, entries: group.entries.filter(matches) }))
    .filter(({ entries }) => entries.length > 0)
}

/** Where an entry is shown: rows begin again with each group. */
export interface Spot {
  readonly left: number
  readonly top: number
}

/**
 * The entry that a key leads to from another one.
 *
 * @param spots Of all entries, in their order.
 * @param pageHeight How much of them is on the screen, in pixels.
 * @returns `undefined` for keys that lead nowhere
 */
export function nextIndex(key: string, at: number, spots: readonly Spot[], pageHeight: number): number | undefined {
  const last = spots.length - 1
  if (last < 0) return undefined
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, at - 1)
    case 'ArrowRight':
      return Math.min(last, at + 1)
    case 'Home':
      return 0
    case 'End':
      return last
    case 'ArrowUp':
      return inRow(at, spots, -1)
    case 'ArrowDown':
      return inRow(at, spots, 1)
    case 'PageUp':
      return inRow(at, spots, -1, pageHeight)
    case 'PageDown':
      return inRow(at, spots, 1, pageHeight)
    default:
      return undefined
  }
}

/** The nearest one of the row that is so far above or below, at least of the next row. */
function inRow(at: number, spots: readonly Spot[], step: 1 | -1, distance = 0): number {
  const from = spots[at]
  if (from === undefined) return at
  const beyond = spots.filter(({ top }) => (top - from.top) * step > 0)
  if (beyond.length === 0) return at
  const wanted = from.top + step * distance
  const top = beyond.reduce((best, each) =>
    Math.abs(each.top - wanted) < Math.abs(best.top - wanted) ? each : best,
  ).top
  let nearest = at
  for (const [index, spot] of spots.entries()) {
    const known = spots[nearest]
    if (spot.top !== top || known === undefined) continue
    if (known.top !== top || Math.abs(spot.left - from.left) < Math.abs(known.left - from.left)) nearest = index
  }
  return nearest
}

/** Adds an image to those that are compared, or takes it out. @returns `undefined` when there are enough */
export function toggled(selected: readonly string[], key: string): string[] | undefined {
  if (selected.includes(key)) return selected.filter((each) => each !== key)
  return selected.length < maxCompared ? [...selected, key] : undefined
}

/** Sizes of the images that are compared, in parts of their own. */
const zooms = [0.25, 0.5, 1, 2, 4]

/**
 * The next zoom of all images that are compared; 0 fits them into their panes.
 *
 * @param fit The zoom at which the first of them fits.
 */
export function zoomed(zoom: number, step: 1 | -1, fit: number): number {
  const now = zoom === 0 ? fit : zoom
  if (step === 1) return zooms.find((each) => each > now * 1.01) ?? zoom
  const smaller = zooms.findLast((each) => each < now * 0.99) ?? 0
  return smaller > fit ? smaller : 0
}

/** `%1` and `%2` of a text, in this order. */
export function withNumbers(text: string, ...numbers: readonly number[]): string {
  return text.replace(/%([12])/g, (_, at: string) => String(numbers[Number(at) - 1] ?? ''))
}
