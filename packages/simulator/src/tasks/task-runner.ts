import { accountOf } from '../accounts/account.ts'
import { addCredits } from '../accounts/credits.ts'
import type { Ledger } from '../accounts/ledger.ts'
import type { SimulatorClock } from '../clock/clock.ts'
import { apiError, errorStatuses, isApiErrorCode, type ApiError } from '../contract/api-error.ts'
import type { AnswerRules } from '../contract/editions/edition.ts'
import type { Submission } from '../contract/submission.ts'
import type { ArmedFault } from '../faults/armed-fault.ts'
import { ConnectionResetError } from '../connection.ts'
import { between } from '../random.ts'
import type { SimulatorStats } from '../stats.ts'
import { createHolds } from './holds.ts'
import { planned, type Task, type TaskImage } from './task.ts'
import type { TaskStore } from './task-store.ts'
import type { Timers } from './timers.ts'

/** What an accepted submission brings along. */
export interface AcceptedSubmission {
  readonly submission: Submission
  readonly request: Readonly<Record<string, unknown>>
  readonly token: string
  readonly credits: number
  /** Images that the task will give. */
  readonly imageCount: number
  readonly origin: string
  readonly plan: Task['plan']
  readonly faults: readonly ArmedFault[]
}

export interface TaskRunner {
  start(accepted: AcceptedSubmission): Task
  /** Resolves when the task has finished; never for one that never finishes. */
  finished(task: Task, signal: AbortSignal): Promise<void>
  /** Holds tasks whose prompt contains a text: they don't finish until the returned function is called. */
  hold(prompt: string): () => void
  /** Drops all tasks and holds: nothing finishes any more, and requests that wait are reset. */
  abandon(): void
}

export interface TaskRunnerParts {
  readonly answers: AnswerRules
  readonly clock: SimulatorClock
  readonly timers: Timers
  readonly random: () => number
  readonly newId: () => string
  readonly store: TaskStore
  readonly ledger: Ledger
  readonly stats: SimulatorStats
  /** Time from start to finish, already at the simulator's speed. */
  readonly durationMs: (submission: Submission) => number
  readonly speed: number
  /** Why the image to edit cannot be used, or undefined when it can. */
  readonly checkInput: (imageUrl: string) => Promise<ApiError | undefined>
  readonly onChange: (task: Task) => void
  readonly onFinished: (task: Task) => void
}

function structuredFailure({ code = 'api_error', message }: ArmedFault): ApiError {
  const status = isApiErrorCode(code) ? errorStatuses[code][0] : 500
  return { status, code, message: message ?? 'The model failed to produce an image.' }
}

/** What a service says that quotes what it was sent. */
function quote({ request, token }: Task): string {
  return `Upstream refused ${JSON.stringify(request)} with authorization: Bearer ${token}`
}

function chooseImage(random: () => number, nowMs: number): Pick<TaskImage, 'seed' | 'shownSeed' | 'timings'> {
  const seed = between(random, 1, 4_294_967_295)
  const shape = random()
  const shownSeed = shape < 0.6 ? seed : shape < 0.85 ? String(seed) : undefined
  const timings =
    random() < 0.5 ? Math.floor(nowMs / 1_000) : { inference: Math.round(2_000 + random() * 3_000) / 1_000 }
  return { seed, shownSeed, timings }
}

/** Starts tasks, finishes them when their time has come, and gives the money back for those that fail. */
export function createTaskRunner(parts: TaskRunnerParts): TaskRunner {
  const { clock, timers, random, store, stats } = parts
  const waiters = new Map<string, Set<(error?: Error) => void>>()
  const holds = createHolds()
  // Checks of input images may still be running when their tasks are let go.
  let generation = 0

  function failureOf(task: Task, inputError: ApiError | undefined): ApiError | undefined {
    const failure = planned(task, 'task-fails') ?? planned(task, 'failure-with-image')
    if (failure) return structuredFailure(failure)
    if (planned(task, 'echo-failure')) return apiError('api_error', quote(task))
    if (planned(task, 'bare-failure') || planned(task, 'hiccup-forever')) return apiError('api_error')
    return inputError
  }

  function refund(task: Task): void {
    stats.refunds += 1
    stats.refundedCredits = addCredits(stats.refundedCredits, task.credits)
    parts.ledger.refund(task.token, task.credits)
    task.isRefunded = true
  }

  function finish(task: Task, inputError: ApiError | undefined): void {
    task.error = failureOf(task, inputError)
    task.state = task.error ? 'failed' : 'succeeded'
    task.finishedMs = clock.now()
    store.markFinished(task)
    if (task.error) {
      stats.failed += 1
      if (!planned(task, 'failure-with-image')) refund(task)
    } else {
      stats.succeeded += 1
    }
    parts.onChange(task)
    for (const wake of waiters.get(task.id) ?? []) wake()
    waiters.delete(task.id)
    parts.onFinished(task)
  }

  return {
    start({ submission, imageCount, ...accepted }) {
      const nowMs = clock.now()
      const queuedMs = Math.round(between(random, 20, 120) / parts.speed)
      const id = parts.newId()
      const type = parts.answers.jpegModels.includes(submission.model.id) ? 'jpeg' : 'png'
      const task: Task = {
        ...accepted,
        submission,
        id,
        traceId: parts.newId(),
        account: accountOf(accepted.token),
        createdMs: nowMs,
        startedMs: nowMs + queuedMs,
        images: Array.from({ length: imageCount }, (_, index) => ({
          name: parts.answers.nameImage(id, index, type),
          type,
          ...chooseImage(random, nowMs),
        })),
        state: 'running',
        finishedMs: undefined,
        error: undefined,
        isRefunded: false,
        polls: 0,
      }
      store.add(task)
      parts.onChange(task)
      if (planned(task, 'never-finishes')) return task
      const checked =
        submission.imageUrl !== undefined && submission.action === 'edit'
          ? parts.checkInput(submission.imageUrl)
          : undefined
      const end = (): void => {
        const started = generation
        if (!checked) finish(task, undefined)
        else void checked.then((inputError) => started === generation && finish(task, inputError))
      }
      timers.after(queuedMs + Math.round(parts.durationMs(submission)), () => holds.pass(submission.prompt, end))
      return task
    },
    finished(task, signal) {
      return new Promise((resolve, reject) => {
        if (task.finishedMs !== undefined) {
          resolve()
          return
        }
        signal.throwIfAborted()
        const wakers = waiters.get(task.id) ?? new Set()
        waiters.set(task.id, wakers)
        const onAbort = (): void => {
          wakers.delete(wake)
          reject(signal.reason)
        }
        const wake = (error?: Error): void => {
          signal.removeEventListener('abort', onAbort)
          if (error) reject(error)
          else resolve()
        }
        wakers.add(wake)
        signal.addEventListener('abort', onAbort, { once: true })
      })
    },
    hold: (prompt) => holds.hold(prompt),
    abandon() {
      generation += 1
      holds.clear()
      const waiting = [...waiters.values()]
      waiters.clear()
      for (const wakers of waiting) for (const wake of wakers) wake(new ConnectionResetError())
    },
  }
}
