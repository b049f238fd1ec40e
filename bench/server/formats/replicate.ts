import { at, type Exchange, sendJson } from '../exchange.ts'
import { isDone, type Job, nowMs } from '../jobs.ts'
import { submit } from '../submit.ts'

/** `POST /models/{owner}/{name}/predictions` and `GET /predictions/{id}`, as `replicate` speaks them. */
export function replicate(exchange: Exchange): void {
  const { method, path, outgoing, jobs, origin } = exchange
  if (method === 'GET') {
    jobs.counts.polls += 1
    const job = jobs.find(path.slice(path.lastIndexOf('/') + 1))
    return job ? sendJson(outgoing, prediction(job, origin)) : sendJson(outgoing, { detail: 'Not found.' }, 404)
  }
  const { input } = exchange.body as { input?: { prompt?: unknown } }
  submit(exchange, input?.prompt, (job) => {
    const held = exchange.headers['prefer']?.includes('wait') ?? false
    if (!held) return sendJson(outgoing, prediction(job, origin), 201)
    // The vendor holds a request for 60 s at most.
    at(Math.min(job.finishesAtMs, nowMs() + 60_000), nowMs(), outgoing, () =>
      sendJson(outgoing, prediction(job, origin), 201),
    )
  })
}

function prediction(job: Job, origin: string): object {
  const done = isDone(job)
  return {
    id: job.id,
    model: 'black-forest-labs/flux-dev',
    version: 'hidden',
    input: { prompt: 'a white siamese cat' },
    logs: '',
    output: done ? [`${origin}/image.png`] : null,
    error: null,
    status: done ? 'succeeded' : 'starting',
    created_at: new Date(job.startedAtMs).toISOString(),
    urls: { get: `${origin}/replicate/predictions/${job.id}` },
  }
}
