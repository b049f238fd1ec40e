import type { UnconfirmedKind } from './task-status.ts'

/** Source for both numbers: "When is a task finished?", flux-api.md. */
const minPolls = 3
const minNoImageMs = 10_000

/** The same unconfirmed end on several polls in a row. */
export interface Unconfirmed {
  readonly kind: UnconfirmedKind
  readonly polls: number
  readonly sinceMs: number
}

export function seenAgain(before: Unconfirmed | undefined, kind: UnconfirmedKind, atMs: number): Unconfirmed {
  return before?.kind === kind ? { ...before, polls: before.polls + 1 } : { kind, polls: 1, sinceMs: atMs }
}

export function isConfirmed({ kind, polls, sinceMs }: Unconfirmed, atMs: number): boolean {
  return polls >= minPolls && (kind === 'failure' || atMs - sinceMs >= minNoImageMs)
}
