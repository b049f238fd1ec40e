/** How much is kept: whatever goes past one of these is deleted, the oldest first. */
export interface KeptLimits {
  readonly images: number
  readonly bytes: number
  readonly ageMs: number
}

/** So many of the newest stay, whatever the limits say: nobody loses what was put aside a moment ago. */
const alwaysKept = 10

interface Kept {
  readonly id: string
  readonly keptAtMs: number
  readonly bytes: number
}

/** Which of the images that are kept are past a limit, so that they go. */
export function pastLimits<T extends Kept>(
  kept: readonly T[],
  { images, bytes, ageMs }: KeptLimits,
  nowMs: number,
): T[] {
  const newestFirst = kept.toSorted((a, b) => b.keptAtMs - a.keptAtMs || (a.id < b.id ? 1 : -1))
  let sum = 0
  return newestFirst.filter((image, at) => {
    const isPast = at >= images || sum + image.bytes > bytes || nowMs - image.keptAtMs > ageMs
    const goes = at >= alwaysKept && isPast
    if (!goes) sum += image.bytes
    return goes
  })
}
