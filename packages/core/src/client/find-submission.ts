import type { TaskReading } from '../contract/answers.ts'
import type { LooseFluxRequest } from '../contract/request-schemas.ts'
import { isFluxError } from '../errors/is-flux-error.ts'
import { requestSecrets } from '../errors/request-secrets.ts'
import { fromWallMs } from '../http/clock.ts'
import { withDeadline } from '../http/deadline.ts'
import { joinSignals } from '../http/join-signals.ts'
import { sleep } from '../http/sleep.ts'
import { abortedInFlight } from '../http/submit-outcome.ts'
import { signatureOf } from '../tasks/match-attempts.ts'
import { notify } from '../tasks/progress.ts'
import { acceptTask, jobKeyOf } from './accept-task.ts'
import type { OpenSubmission } from './open-submission.ts'
import { forgetOld, type SearchLost } from './search-pass.ts'
import type { Service } from './service.ts'
import type { SubmitOptions } from './options.ts'
import type { SubmittedTask } from './types.ts'

/** When the account's tasks are listed after an answer was lost: a new task may not be in the lists at once. */
const listAtMs = [0, 2_000, 5_000, 9_000]
/** All of it ends by then. */
const limitMs = 10_000

type Found = Pick<TaskReading, 'id' | 'traceId'>

interface Search {
  readonly task: Found | undefined
  readonly isRefused: boolean
}

export interface SubmissionFinder {
  readonly searchLost: SearchLost
  /** The task that a callback of this job has named meanwhile, which is an acceptance. */
  readonly taskOfJob: (jobKey: string) => string | undefined
}

/**
 * Submits, and searches for the task when the response was lost: for at most 10 s, by the rules of `tasks.find`. Not found
 * never means not charged: the error is the same then.
 */
export async function submitOrFind<T>(
  service: Service,
  request: LooseFluxRequest,
  options: SubmitOptions,
  finder: SubmissionFinder,
  submit: (options: SubmitOptions) => Promise<T>,
): Promise<T | SubmittedTask> {
  const { openSubmissions, settings } = service
  const open: OpenSubmission = { isLost: false }
  openSubmissions.add(open)
  try {
    const result = await submit({
      ...options,
      async onAttempt(attempt) {
        await options.onAttempt?.(attempt)
        const signature = signatureOf(attempt)
        const before = open.attempt && open.signature === signature ? open.attempt : attempt
        Object.assign(open, { attempt: { ...attempt, sentAtMs: before.sentAtMs }, signature })
      },
    })
    openSubmissions.delete(open)
    return result
  } catch (error) {
    const { attempt, signature } = open
    if (!attempt || signature === undefined || !isLost(error)) {
      openSubmissions.delete(open)
      throw error
    }
    // It stays among the lost ones until it is found: a task that is listed later may be its own.
    open.isLost = true
    forgetOld(openSubmissions, settings.network.clock)
    if (!(options.findLost ?? settings.findLost)) throw error
    const jobKey = jobKeyOf(request, options)
    const searchOwn = async (signal: AbortSignal): Promise<Search> => {
      const { found, isRefused } = await finder.searchLost(signature, options.isKnown, signal)
      return { task: found.get(attempt), isRefused }
    }
    const found = await search(service, options, searchOwn, () => {
      const id = jobKey === undefined ? undefined : finder.taskOfJob(jobKey)
      return id === undefined ? undefined : { id, traceId: undefined }
    })
    if (!found) throw error
    openSubmissions.delete(open)
    const accepted = {
      taskId: found.id,
      traceId: found.traceId,
      size: attempt.size,
      atMs: fromWallMs(settings.network.clock, attempt.sentAtMs),
      secrets: requestSecrets(attempt.wire),
    }
    return acceptTask(service, request, options, accepted, (event) => notify(options.onProgress, event))
  }
}

/** It may have been accepted, and nothing names its task. The caller who gave up doesn't wait for a search either. */
function isLost(error: unknown): boolean {
  if (!isFluxError(error) || error.code === 'aborted' || error.code === 'client_closed') return false
  return error.charged !== 'no' && error.taskId === undefined
}

/** @throws {AbortedError} when the caller's signal ends it; the submission is as unknown as before */
async function search(
  service: Service,
  options: SubmitOptions,
  searchOwn: (signal: AbortSignal) => Promise<Search>,
  called: () => Found | undefined,
): Promise<Found | undefined> {
  const { clock } = service.settings.network
  const startMs = clock.now()
  try {
    return await service.untilClosed(async (closed) => {
      const { signal, leave } = joinSignals([options.signal, closed])
      try {
        for (const atMs of listAtMs) {
          if (atMs > 0) await sleep(clock, startMs + atMs - clock.now(), signal)
          const timeoutMs = startMs + limitMs - clock.now()
          const found = called()
          if (found || timeoutMs <= 0) return found
          const limits = { clock, timeoutMs, signal }
          const { task, isRefused } = await withDeadline(limits, searchOwn)
          if (task || isRefused) return task ?? called()
        }
        return called()
      } finally {
        leave()
      }
    })
  } catch {
    if (options.signal?.aborted) throw abortedInFlight({ url: service.urlOf('/flux/images') }, options.signal.reason)
    // Time is up, the client was closed, or `isKnown` failed: whatever it was, the lost answer is what the caller must hear of.
    return called()
  }
}
