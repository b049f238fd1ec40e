/** How work on a job ended for this process. */
export type RunResult = { readonly kind: 'done' } | { readonly kind: 'put-off'; readonly untilMs: number }

/** A message that Discord did not take is tried again after this. */
export const deliveryPauseMs = 30_000
