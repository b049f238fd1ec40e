/** A signal that follows others and can also be aborted on its own. */
export interface JoinedSignal {
  readonly signal: AbortSignal
  readonly abort: (reason?: unknown) => void
  /** Takes the listeners off the others. To be called once the signal is no longer needed. */
  readonly leave: () => void
}

/** `AbortSignal.any` for hosts that lack it: edge runtimes, Node before 20.3. */
export function joinSignals(signals: readonly (AbortSignal | undefined)[]): JoinedSignal {
  const controller = new AbortController()
  const followed = signals.filter((each) => each !== undefined)
  const leave = (): void => {
    for (const each of followed) each.removeEventListener('abort', onAbort)
  }
  const abort = (reason?: unknown): void => {
    leave()
    controller.abort(reason)
  }
  const onAbort = (event: Event): void => abort((event.target as AbortSignal).reason)
  for (const each of followed) each.addEventListener('abort', onAbort)
  const aborted = followed.find((each) => each.aborted)
  if (aborted) abort(aborted.reason)
  return { signal: controller.signal, abort, leave }
}
