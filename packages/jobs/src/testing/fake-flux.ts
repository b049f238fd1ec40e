import {
  type Clock,
  type DownloadedImage,
  FluxError,
  OutcomeUnknownError,
  TaskFailedError,
  UnknownTaskError,
  WaitDeadlineError,
} from '@fluxkit/core'
import type { Json } from '../job/json.ts'
import { pause } from '../runner/pause.ts'
import type { FluxService, TaskResult } from '../ports/service.ts'

/** What becomes of one POST. `lose`: accepted, and the answer is lost. `drop`: it never arrives, and there is no proof. */
export type Reception = 'accept' | 'lose' | 'drop' | 'refuse' | 'limit' | 'name-task'

/** One charge, as the service has it in its books. */
export interface FakeTask {
  readonly id: string
  readonly wire: Json
  readonly atMs: number
  readonly doneAtMs: number
  readonly failure?: 'failed' | 'failed-with-link'
}

/** How the fake service behaves. Times are milliseconds. */
export interface FakeFluxOptions {
  readonly clock: Clock
  /** What becomes of the nth POST, from 0. Default: accepted. */
  readonly receive?: (post: number, wire: Json) => Reception
  /** How long an answer takes. Default 100. */
  readonly answerMs?: number
  /** How long a task takes. Default 8,000. */
  readonly taskMs?: number
  readonly failure?: FakeTask['failure']
  /** How the nth task ends, from 0. Default: as `failure` says. */
  readonly failureOf?: (number: number) => FakeTask['failure']
  /** Does the service admit to know a task at this moment? */
  readonly knows?: (task: FakeTask) => boolean
  /** Does it list the account’s tasks at this moment? */
  readonly canList?: () => boolean
  /** What becomes of a download. Default: `ok`. */
  readonly download?: (url: string) => 'ok' | 'fail'
  readonly address?: string
  readonly account?: string
}

export interface FakeFlux extends FluxService {
  /** Every accepted submission, and so every charge. */
  readonly tasks: readonly FakeTask[]
  readonly posts: number
}

/** A service that keeps its own books, to hold against what the jobs say. Runs on the clock of the test. */
export function createFakeFlux(options: FakeFluxOptions): FakeFlux {
  const { clock, receive = () => 'accept', answerMs = 100, taskMs = 8_000 } = options
  const { knows = () => true, canList = () => true, download = () => 'ok' } = options
  const tasks: FakeTask[] = []
  const never = new AbortController().signal
  let posts = 0

  function accept(wire: Json): FakeTask {
    const atMs = clock.now()
    const failure = options.failureOf ? options.failureOf(tasks.length) : options.failure
    const id = `task-${tasks.length + 1}`
    const task: FakeTask = { id, wire, atMs, doneAtMs: atMs + taskMs, ...(failure && { failure }) }
    tasks.push(task)
    return task
  }

  function known(taskId: string): FakeTask {
    const task = tasks.find(({ id }) => id === taskId)
    if (!task || !knows(task)) throw new UnknownTaskError({ taskId })
    return task
  }

  function resultOf({ id, wire, failure }: FakeTask): TaskResult {
    if (failure) {
      const imageUrls = failure === 'failed-with-link' ? [`https://img.example/${id}-0.png`] : []
      throw new TaskFailedError('Failed.', { taskId: id, charged: imageUrls.length > 0 ? 'unknown' : 'no', imageUrls })
    }
    const count = typeof wire['count'] === 'number' ? wire['count'] : 1
    const images = Array.from({ length: count }, (_, at) => ({ url: `https://img.example/${id}-${at}.png` }))
    return { images, cost: { amount: 0.2 * count, currency: 'credit' } }
  }

  const wireOf = (request: Json, key: string): Json => ({ ...request, callback_url: `https://bot.example/${key}` })

  return {
    address: options.address ?? 'https://api.example',
    account: options.account ?? 'acc-1',
    tasks,
    get posts() {
      return posts
    },
    async submit(request, { key, onAttempt }) {
      const wire = wireOf(request, key)
      await onAttempt({ wire })
      const reception = receive(posts++, wire)
      const task = ['accept', 'lose', 'name-task'].includes(reception) ? accept(wire) : undefined
      await pause(clock, answerMs, never)
      if (reception === 'refuse') throw new FluxError('moderated', 'Refused.', { charged: 'no' })
      if (reception === 'limit') throw new FluxError('too_many_requests', 'Slow down.', { charged: 'no' })
      if (reception === 'name-task') throw new FluxError('api_error', 'Oops.', { charged: 'unknown', taskId: task?.id })
      if (!task || reception === 'lose') throw new OutcomeUnknownError('The answer was lost.')
      return { id: task.id }
    },
    async find({ attempt, isKnown }) {
      if (!canList()) throw new FluxError('connection_lost', 'No list.')
      const url = attempt.wire['callback_url']
      const task = tasks.find(({ wire }) => wire['callback_url'] === url)
      return task && !(await isKnown(task.id)) ? { id: task.id } : undefined
    },
    wireOf: async (request, key) => wireOf(request, key),
    async wait({ id: taskId }, { signal, deadlineMs, onProgress }) {
      const { doneAtMs, atMs } = known(taskId)
      onProgress({ state: 'running', elapsedMs: clock.now() - atMs, expectedMs: taskMs })
      const leftMs = doneAtMs - clock.now()
      if (leftMs > 0) await pause(clock, Math.min(leftMs, deadlineMs), signal)
      if (signal.aborted) throw new FluxError('aborted', 'Aborted.')
      if (clock.now() < doneAtMs) throw new WaitDeadlineError(deadlineMs, { taskId })
      return resultOf(known(taskId))
    },
    async check({ id }) {
      const task = known(id)
      return clock.now() < task.doneAtMs ? undefined : resultOf(task)
    },
    async download(url) {
      if (download(url) === 'fail') throw new FluxError('image_unavailable', 'Gone.')
      return { url, bytes: new TextEncoder().encode(url) } as unknown as DownloadedImage
    },
  }
}
