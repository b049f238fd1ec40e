/** What a request is for, as far as faults are concerned. */
export const faultOperations = ['submit', 'poll', 'image', 'upload', 'callback'] as const
export type FaultOperation = (typeof faultOperations)[number]

/**
 * Where a fault takes hold: `answer` replaces or disturbs the answer to a request, `task` changes what becomes of a task,
 * `item` spoils one task within an answer, `image` replaces the bytes of an image, `callback` disturbs the delivery.
 */
export type FaultStage = 'answer' | 'task' | 'item' | 'image' | 'callback'

export interface FaultKindInfo {
  readonly stage: FaultStage
  /** Operations it supports; the first is the default. */
  readonly operations: readonly FaultOperation[]
  readonly summary: string
}
