import type { LimitRefusal } from './check-limits.ts'

/** A limit forbids a job; nothing is written. */
export class LimitRefused extends Error {
  readonly refusal: LimitRefusal

  constructor(refusal: LimitRefusal) {
    super('A limit forbids this job.')
    this.refusal = refusal
  }

  override get name(): string {
    return 'LimitRefused'
  }
}
