/**
 * A call to the OpenAI API, as far as a later identical one may stand for it.
 *
 * - `open`: its client waits for the answer.
 * - `cut`: its connection was closed before the answer with the images was written in full.
 * - `failed`: it was answered with a failure that cost nothing.
 * - `delivered`: it was answered in full.
 */
export interface EarlierCall {
  /** The key of its job: see `jobKey`. */
  readonly key: string
  readonly state: 'open' | 'cut' | 'failed' | 'delivered'
  /** Since when it is in this state. */
  readonly sinceMs: number
}

/** Afterwards an identical call is a new request, not a repetition. Source: server.md. */
export const repeatableForMs = 900_000

/**
 * The earlier call that an identical one repeats, so that it gets that call's job; `undefined`: it is a new request.
 *
 * Proxies cut connections and clients then call again. Without any mark that it is a repetition, a call repeats only one
 * whose connection was cut: identical calls that are open at the same time are different requests (AI SDK 7 sends four for
 * `n: 4`). A call that says it is a retry repeats the one which most likely wasn't received.
 *
 * @param calls identical ones that nothing has repeated yet, oldest first
 */
export function chooseCall(
  calls: readonly EarlierCall[],
  { nowMs, isRetry }: { readonly nowMs: number; readonly isRetry: boolean },
): EarlierCall | undefined {
  const recent = calls.filter(({ state, sinceMs }) => state === 'open' || nowMs - sinceMs <= repeatableForMs)
  const inState = (state: EarlierCall['state']): EarlierCall[] => recent.filter((call) => call.state === state)
  const [cut] = inState('cut')
  if (cut || !isRetry) return cut
  // A proxy may have dropped the client while it keeps its connection to us.
  return inState('open')[0] ?? inState('failed').at(-1) ?? inState('delivered').at(-1)
}
