import { at, type Exchange, sendJson } from '../exchange.ts'
import { isDone, type Job, nowMs } from '../jobs.ts'
import { submit } from '../submit.ts'

/** `POST /flux/images` and `POST /flux/tasks`, as `@fluxkit/core` speaks them. */
export function flux(exchange: Exchange): void {
  const body = exchange.body as Record<string, unknown>
  if (exchange.path === '/flux/images') return submitImages(exchange, body)
  const { jobs, outgoing } = exchange
  jobs.counts.polls += 1
  const read = (id: unknown): object[] => {
    const job = jobs.find(String(id))
    return job ? [taskJson(job, exchange.origin)] : []
  }
  if (body['action'] === 'retrieve_batch') {
    const { ids } = body
    // Listings are not what is measured: this service knows none, as that of the README.
    if (!Array.isArray(ids)) {
      return sendJson(outgoing, { success: false, error: { code: 'bad_request', message: 'ids is required' } }, 400)
    }
    const items = ids.flatMap(read)
    return sendJson(outgoing, { items, count: items.length })
  }
  const [task] = read(body['id'])
  if (task) return sendJson(outgoing, task)
  sendJson(outgoing, { success: false, error: { code: 'not_found', message: 'No such task.' } }, 404)
}

function submitImages(exchange: Exchange, body: Record<string, unknown>): void {
  const { outgoing, origin } = exchange
  submit(exchange, body['prompt'], (job) => {
    const callbackUrl = body['callback_url']
    if (body['async'] === true || typeof callbackUrl === 'string') {
      sendJson(outgoing, { task_id: job.id, trace_id: `trace-${job.id}` })
      if (typeof callbackUrl === 'string') callBackLater(callbackUrl, job, origin)
      return
    }
    at(job.finishesAtMs, nowMs(), outgoing, () => sendJson(outgoing, resultJson(job, origin)))
  })
}

function callBackLater(url: string, job: Job, origin: string): void {
  setTimeout(
    () => {
      const body = JSON.stringify(resultJson(job, origin))
      // A callback that is not taken shows up as an image that nobody learns of.
      fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body }).then(
        (response) => response.arrayBuffer(),
        () => undefined,
      )
    },
    Math.max(0, job.finishesAtMs - nowMs()),
  )
}

function resultJson(job: Job, origin: string): object {
  return {
    success: true,
    task_id: job.id,
    trace_id: `trace-${job.id}`,
    data: [{ prompt: 'a white siamese cat', image_url: `${origin}/image.png`, seed: 7, timings: 1.5 }],
  }
}

function taskJson(job: Job, origin: string): object {
  const createdAt = job.startedAtMs / 1000
  const shown = {
    id: job.id,
    trace_id: `trace-${job.id}`,
    created_at: createdAt,
    started_at: createdAt,
    request: { action: 'generate', prompt: 'a white siamese cat', model: 'flux-dev', size: '1024x1024' },
  }
  if (!isDone(job)) return shown
  const tookMs = job.spec.reportedMs ?? (job.finishesAtMs - job.startedAtMs) * (job.spec.timeScale ?? 1)
  return { ...shown, finished_at: createdAt + tookMs / 1000, response: resultJson(job, origin) }
}
