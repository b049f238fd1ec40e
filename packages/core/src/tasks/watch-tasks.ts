import type { Generation } from '../contract/generation.ts'
import { isFluxError } from '../errors/is-flux-error.ts'
import type { ProgressEvent } from './progress.ts'

/** How one task is waited for. */
export type WaitFor = (
  id: string,
  options: { readonly signal: AbortSignal; readonly onProgress: (event: ProgressEvent) => void },
) => Promise<Generation>

/**
 * Waits for several tasks at once and reports what happens as it becomes known; ends when all have
 * ended. Waits that end without the task having ended (deadline, abort) are reported as `failed`, too. Leaving the loop
 * stops the waits.
 */
export async function* watchTasks(
  ids: readonly string[],
  waitFor: WaitFor,
  signal?: AbortSignal,
): AsyncGenerator<ProgressEvent, void> {
  // Waits reject only with Flux errors; anything else is a mistake in Fluxkit and must come out as it is.
  const events: (ProgressEvent | { readonly mistake: unknown })[] = []
  let wake = (): void => undefined
  const push = (event: (typeof events)[number]): void => {
    events.push(event)
    wake()
  }
  const left = new AbortController()
  const onAbort = (): void => left.abort(signal?.reason)
  if (signal?.aborted) onAbort()
  signal?.addEventListener('abort', onAbort, { once: true })

  const open = new Set(ids)
  for (const taskId of open) {
    const onProgress = (event: ProgressEvent): void => {
      // The outcomes are reported from the promise: it also knows of those that the task did not bring about itself.
      if (event.type !== 'succeeded' && event.type !== 'failed') push(event)
    }
    waitFor(taskId, { signal: left.signal, onProgress }).then(
      (result) => push({ type: 'succeeded', taskId, result }),
      (error: unknown) => push(isFluxError(error) ? { type: 'failed', taskId, error } : { mistake: error }),
    )
  }
  try {
    while (open.size > 0) {
      if (events.length === 0) await new Promise<void>((resolve) => (wake = resolve))
      for (const event of events.splice(0)) {
        if ('mistake' in event) throw event.mistake
        if (event.type === 'succeeded' || event.type === 'failed') open.delete(event.taskId)
        yield event
      }
    }
  } finally {
    signal?.removeEventListener('abort', onAbort)
    left.abort()
  }
}
