import { at, type Exchange, sendJson } from '../exchange.ts'
import { isDone, type Job, nowMs } from '../jobs.ts'
import { submit } from '../submit.ts'

/** The queue and the synchronous endpoint as `@fal-ai/client` and `@ai-sdk/fal` speak them. */
export function fal(exchange: Exchange): void {
  const { method, path, outgoing, jobs, origin } = exchange
  if (method === 'GET') {
    jobs.counts.polls += 1
    const [, id = '', status] = /\/requests\/([^/]+)(\/status)?$/.exec(path) ?? []
    const job = jobs.find(id)
    if (!job) return sendJson(outgoing, { detail: 'Not found.' }, 404)
    return sendJson(outgoing, status === undefined ? result(origin) : queueStatus(job, origin))
  }
  const { prompt } = exchange.body as { prompt?: unknown }
  submit(exchange, prompt, (job) => {
    if (path.startsWith('/queue/')) return sendJson(outgoing, queueStatus(job, origin))
    at(job.finishesAtMs, nowMs(), outgoing, () => sendJson(outgoing, result(origin)))
  })
}

function queueStatus(job: Job, origin: string): object {
  const base = `${origin}/fal/queue/fal-ai/flux/requests/${job.id}`
  return {
    status: isDone(job) ? 'COMPLETED' : 'IN_PROGRESS',
    request_id: job.id,
    response_url: base,
    status_url: `${base}/status`,
    cancel_url: `${base}/cancel`,
    queue_position: 0,
    logs: null,
    metrics: {},
  }
}

function result(origin: string): object {
  return {
    images: [{ url: `${origin}/image.png`, width: 1024, height: 1024, content_type: 'image/png' }],
    timings: { inference: 1.5 },
    seed: 7,
    has_nsfw_concepts: [false],
    prompt: 'a white siamese cat',
  }
}
