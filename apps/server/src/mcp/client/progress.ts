import type { Clock } from '@fluxkit/core'
import type { JobEvent } from '@fluxkit/jobs'
import type { ServerContext } from '@modelcontextprotocol/server'

/** Some clients give up when they hear nothing; most ignore it. */
const everyMs = 5_000

/** Notifies the client of the progress of a job, if it has asked for that. */
export function createProgress(clock: Clock, ctx: ServerContext): { onEvent(event: JobEvent): void; stop(): void } {
  const { _meta: meta } = ctx.mcpReq
  const token = meta?.progressToken
  const startMs = clock.now()
  let cancel = (): void => undefined
  let message = 'Waiting for the service.'
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
    // A client that is gone hears nothing; the job goes on.
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
        message = event.progress.state === 'queued' ? 'Queued.' : 'The image is being made.'
        total = Math.ceil(Math.max(event.progress.expectedMs, 1_000) / 1_000)
        return
      }
      const text = messages[event.type]
      if (text === undefined) return
      message = text
      send()
    },
    stop: () => cancel(),
  }
}

const messages: Readonly<Record<string, string>> = {
  submitting: 'Submitting.',
  submitted: 'The service has accepted the job.',
  searching: 'The response was lost; searching for the task.',
  ready: 'The image is made; downloading.',
}
