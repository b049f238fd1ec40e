import type { Clock } from '@fluxkit/core'
import type { JobEvent } from '@fluxkit/jobs'
import type { ServerContext } from '@modelcontextprotocol/server'
import type { ServerTranslate } from '../../language/translator.ts'

/** Some clients give up without progress messages; most ignore them. */
const everyMs = 5_000

/** Notifies the client of the progress of a job, if it has asked for that. */
export function createProgress(
  clock: Clock,
  t: ServerTranslate,
  ctx: ServerContext,
): { onEvent(event: JobEvent): void; stop(): void } {
  const { _meta: meta } = ctx.mcpReq
  const token = meta?.progressToken
  const startMs = clock.now()
  let cancel = (): void => undefined
  let message = t('progress.waiting')
  let total: number | undefined
  let last = -1

  function send(): void {
    if (token === undefined) return
    // Each must be larger than the one before.
    last = Math.max(last + 0.001, Math.round((clock.now() - startMs) / 1_000))
    const params = {
      progressToken: token,
      progress: last,
      message,
      ...(total !== undefined && last < total && { total }),
    }
    // A client that is gone hears nothing; the job continues.
    ctx.mcpReq.notify({ method: 'notifications/progress', params }).catch(() => undefined)
  }

  function beat(): void {
    cancel = clock.setTimer(() => {
      send()
      beat()
    }, everyMs)
  }

  if (token !== undefined) beat()
  return {
    onEvent(event) {
      if (event.type === 'progress') {
        message = t(event.progress.state === 'queued' ? 'progress.queued' : 'progress.running')
        total = Math.ceil(Math.max(event.progress.expectedMs, 1_000) / 1_000)
        return
      }
      if (!(event.type in messages)) return
      message = t(messages[event.type as keyof typeof messages])
      send()
    },
    stop: () => cancel(),
  }
}

const messages = {
  submitting: 'progress.submitting',
  submitted: 'progress.submitted',
  searching: 'progress.searching',
  ready: 'progress.ready',
} as const
