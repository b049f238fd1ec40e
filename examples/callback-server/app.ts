import { Hono } from 'hono'
import { checkRequest, createCallbackReceiver, isFluxError, type NodeFluxClient } from '@fluxkit/core/node'

interface Job {
  state: 'submitting' | 'running' | 'done' | 'failed'
  taskId?: string
  path?: string
  /** What a user may read: never the raw error. */
  problem?: string
}

interface Options {
  readonly flux: NodeFluxClient
  /** From `generateCallbackKey()`; keep it, so that callbacks are known again after a restart. */
  readonly secretKey: string
  /** Where the service reaches this server. */
  readonly publicUrl: string
  readonly directory: string
}

/**
 * A web server that makes images on demand: `POST /images` with a prompt gives a job, `GET /images/:id` shows how it
 * stands. The service calls back when a task is done; polling, which `wait` also does, is only the safety net.
 */
export function createApp({ flux, secretKey, publicUrl, directory }: Options): Hono {
  const jobs = new Map<string, Job>()
  const receiver = createCallbackReceiver({
    secretKey,
    publicUrl: `${publicUrl}/callbacks`,
    onResult: (event) => void flux.tasks.deliver(event),
    onError: (error) => console.error(error),
  })

  async function run(id: string, job: Job, prompt: string): Promise<void> {
    try {
      const callbackUrl = await receiver.urlFor(id)
      const task = await flux.submit({ action: 'generate', prompt, callbackUrl })
      Object.assign(job, { state: 'running', taskId: task.id })
      const { images } = await flux.tasks.wait(task.id, task)
      const [first] = images
      if (first) job.path = (await flux.images.save(first.url, { directory, name: id, taskId: task.id })).path
      job.state = 'done'
    } catch (error) {
      job.state = 'failed'
      job.problem = isFluxError(error) ? `${error.summary} ${error.advice}` : 'Something went wrong here.'
    }
  }

  return new Hono()
    .post('/images', async (context) => {
      const { prompt } = await context.req.json<{ prompt: string }>()
      const issues = checkRequest({ action: 'generate', prompt })
      if (issues.length > 0) return context.json({ issues }, 400)
      const id = crypto.randomUUID()
      const job: Job = { state: 'submitting' }
      jobs.set(id, job)
      void run(id, job, prompt)
      return context.json({ id }, 202)
    })
    .get('/images/:id', (context) => {
      const job = jobs.get(context.req.param('id'))
      return job ? context.json(job) : context.notFound()
    })
    .all('/callbacks/*', (context) => receiver.handle(context.req.raw))
}
