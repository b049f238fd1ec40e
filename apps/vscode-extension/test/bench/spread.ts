export interface Spread {
  readonly min: number
  readonly median: number
  readonly max: number
}

/** The median of an even number of values is the mean of the middle two. NaN without values, or if one of them is NaN. */
export function spreadOf(values: readonly number[]): Spread {
  if (values.length === 0 || values.some(Number.isNaN)) return { min: Number.NaN, median: Number.NaN, max: Number.NaN }
  const sorted = values.toSorted((a, b) => a - b)
  const at = (index: number): number => sorted[index] ?? Number.NaN
  const middle = (sorted.length - 1) / 2
  return { min: at(0), median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2, max: at(sorted.length - 1) }
}
