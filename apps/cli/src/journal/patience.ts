import type { Clock } from '@fluxkit/core'
import type { CliEvent } from './events.ts'

/** Long enough for an image host that is down for some seconds, short enough for a waiting user. */
export const troubleMs = 30_000

/** How long a user waits for a job in trouble: it can be recovered later. */
export interface Patience {
  /** Runs some work on a job; its signal aborts after Ctrl-C, and when the job was in trouble for too long. */
  limit<T>(jobId: string, work: (signal: AbortSignal) => Promise<T>): Promise<T>
  onEvent(event: CliEvent): void
}

export function createPatience(clock: Clock, stop: AbortSignal): Patience {
  const controllers = new Map<string, AbortController>()
  const cancels = new Map<string, () => void>()

  const calm = (id: string): void => {
    cancels.get(id)?.()
    cancels.delete(id)
  }

  return {
    async limit(id, work) {
      const controller = new AbortController()
      const onStop = (): void => controller.abort()
      if (stop.aborted) onStop()
      stop.addEventListener('abort', onStop, { once: true })
      controllers.set(id, controller)
      try {
        return await work(controller.signal)
      } finally {
        stop.removeEventListener('abort', onStop)
        controllers.delete(id)
        calm(id)
      }
    },
    onEvent({ type, job: { id, task, readyAtMs } }) {
      if (type === 'submitted' || type === 'running' || type === 'succeeded') calm(id)
      // While a task runs, its own time limit counts: polls fail, and the wait continues.
      const isTrouble = type === 'searching' || (type === 'trouble' && (task === undefined || readyAtMs !== undefined))
      if (!isTrouble || cancels.has(id) || !controllers.has(id)) return
      cancels.set(
        id,
        clock.setTimer(() => controllers.get(id)?.abort(), troubleMs),
      )
    },
  }
}
