import type { LeftImages } from './check-limits.ts'

/** Jobs that are remembered: more than run at a time. */
const maxRemembered = 10_000

/** What the limits leave after each of the latest jobs, for the messages of the job. */
export interface LeftMemory {
  /** @returns `undefined` for a job that isn't known; `left` is absent without a rule of images */
  of(jobId: string): { readonly left: LeftImages | undefined } | undefined
  note(jobId: string, left: LeftImages | undefined): void
}

export function createLeftMemory(): LeftMemory {
  const known = new Map<string, { readonly left: LeftImages | undefined }>()
  return {
    of: (jobId) => known.get(jobId),
    note(jobId, left) {
      known.set(jobId, { left })
      const [oldest] = known.keys()
      if (known.size > maxRemembered && oldest !== undefined) known.delete(oldest)
    },
  }
}
