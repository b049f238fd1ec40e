import type { Strike } from './strike.ts'

/** What happens to a process while it makes an image. Times are milliseconds since it started. */
export type Blow =
  | { readonly kind: 'kill-at-write'; readonly write: number; readonly isBefore: boolean }
  | { readonly kind: 'kill-at-moment'; readonly atMs: number }
  /** SIGSTOP mid-submission, for 35 s. */
  | { readonly kind: 'stop'; readonly atMs: number }
  /** For a minute. */
  | { readonly kind: 'disk-full'; readonly atMs: number }
  | { readonly kind: 'clock-jump'; readonly atMs: number; readonly byMs: number }
export type BlowKind = Blow['kind']

export const blowKinds: readonly BlowKind[] = ['kill-at-write', 'kill-at-moment', 'stop', 'disk-full', 'clock-jump']

/** The answer to a submission takes this long. */
export const submissionMs = 5_000
/** From the start of a process to the image on the disk, about. */
const wholeMs = 20_000
const hourMs = 3_600_000

/** @param random numbers in [0, 1) @param writes how many writes an image takes, about */
export function randomBlow(kind: BlowKind, random: () => number, writes: number): Blow {
  switch (kind) {
    case 'kill-at-write':
      return { kind, write: 1 + Math.floor(random() * writes), isBefore: random() < 0.5 }
    case 'kill-at-moment':
    case 'disk-full':
      return { kind, atMs: random() * wholeMs }
    case 'stop':
      return { kind, atMs: 100 + random() * (submissionMs - 200) }
    case 'clock-jump':
      return { kind, atMs: random() * wholeMs, byMs: (random() - 0.5) * 96 * hourMs }
  }
}

/** What the process itself has to know of it. */
export function strikeOf(blow: Blow, startMs: number): Strike {
  switch (blow.kind) {
    case 'kill-at-write':
      return { killAtWrite: blow.write, isBefore: blow.isBefore }
    case 'disk-full':
      return { fullFromMs: startMs + blow.atMs }
    case 'clock-jump':
      return { jumpFromMs: startMs + blow.atMs, jumpMs: blow.byMs }
    case 'kill-at-moment':
    case 'stop':
      return {}
  }
}

/** The same numbers for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = (seed % 2_147_483_646) + 1
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}
