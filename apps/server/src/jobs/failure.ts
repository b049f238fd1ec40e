import { type Charged, InvalidRequestError, isFluxError } from '@fluxkit/core'
import {
  chargedOf,
  imagesMissing,
  isOtherAccount,
  type Job,
  JobRefusal,
  requestFacts,
  type RunResult,
  stateOf,
} from '@fluxkit/jobs'

/** What went wrong, for agents and apps: what happened, what it cost, what to do next. Never holds a token or a prompt. */
export interface Failure {
  readonly code: string
  readonly message: string
  readonly charged: Charged
  readonly advice: string
  /** May the same call be made again, without a risk of paying twice? */
  readonly retryable: boolean
  readonly traceId?: string
  readonly taskId?: string
  readonly jobId?: string
}

/** A failure before anything was sent. */
export function refusal(code: string, message: string, advice: string): Failure {
  return { code, message, charged: 'no', advice, retryable: false }
}

/** Any error as a failure. */
export function failureOf(error: unknown): Failure {
  if (isFluxError(error)) {
    const { code, summary, charged, retryable, traceId, taskId } = error
    return {
      code,
      message: summary,
      charged,
      advice: error instanceof InvalidRequestError ? requestAdvice : error.advice,
      retryable,
      ...(traceId !== undefined && { traceId }),
      ...(taskId !== undefined && { taskId }),
    }
  }
  if (error instanceof JobRefusal) return refusal(error.code, error.message, 'Make the call again.')
  const { code, syscall } = (error ?? {}) as NodeJS.ErrnoException
  if (typeof syscall === 'string') {
    return {
      code: 'file_system',
      message: `The disk refused (${code}, ${syscall}).`,
      // It may have happened after the submission.
      charged: 'unknown',
      advice:
        'The user should check the data folder and the space left. Then make the same call again: it is never paid twice.',
      retryable: false,
    }
  }
  // The message of a stranger's error may hold a prompt or a path.
  return {
    code: 'unexpected',
    message: 'The server made a mistake.',
    charged: 'unknown',
    advice: 'Call flux_history to see what was submitted before you try again, and report this mistake.',
    retryable: false,
  }
}

const requestAdvice = 'Correct the named arguments; flux_models lists models and sizes.'

interface Circumstances {
  readonly nowMs: number
  /** The account of the current token. */
  readonly account: string
}

/**
 * Why a job has no images now; `undefined` when it has them all, or is still running as it should.
 */
export function jobFailure(
  { why, job, error }: Pick<RunResult<unknown>, 'why' | 'error'> & { readonly job: Job },
  { nowMs, account }: Circumstances,
): Failure | undefined {
  const failure = withoutCharge({ why, job, error }, { nowMs, account })
  if (failure === undefined) return undefined
  const known = chargedOf(job)
  const traceId = failure.traceId ?? job.end?.traceId ?? job.task?.traceId ?? job.attempts.at(-1)?.outcome?.traceId
  const taskId = failure.taskId ?? job.task?.id
  return {
    ...failure,
    // A job of the sandbox is never charged; otherwise the record knows more than the error.
    charged: known === 'unknown' && failure.charged === 'yes' ? 'yes' : known,
    retryable: failure.retryable && known === 'no',
    jobId: job.id,
    ...(traceId !== undefined && { traceId }),
    ...(taskId !== undefined && { taskId }),
  }
}

function withoutCharge(
  { why, job, error }: Pick<RunResult<unknown>, 'why' | 'error'> & { readonly job: Job },
  { nowMs, account }: Circumstances,
): Failure | undefined {
  if (job.end) return endFailure(job, error)
  if (why === 'elsewhere') {
    return refusal(
      'other_service',
      `The job was submitted to another service (${job.service}).`,
      'The user has to start the server with the address and token that it was submitted with.',
    )
  }
  if (why === 'blocked' && (error === undefined || isOtherAccount(job, account))) {
    return refusal(
      'other_account',
      'The job was submitted with another token, and the account of this one doesn’t know it.',
      'The user has to start the server with the token that it was submitted with. The job is kept.',
    )
  }
  switch (stateOf(job, nowMs, false)) {
    case 'unknown':
      return {
        ...whyUnknown(job),
        charged: 'unknown',
        advice: `Don’t submit it again. Call flux_wait with this jobId later: it searches for the task.`,
        retryable: false,
      }
    case 'missing':
      return {
        code: 'unknown_task',
        message: 'The service doesn’t know the task at the moment.',
        charged: 'unknown',
        advice: 'The job is kept and checked again. Call flux_wait with this jobId later.',
        retryable: false,
      }
    case 'ready':
      return {
        ...(error === undefined ? notSaved : failureOf(error)),
        charged: 'yes',
        advice: 'The images are made. Call flux_wait with this jobId: it downloads and saves them.',
        retryable: false,
      }
    case 'created':
    case 'stale':
      return error === undefined ? neverSubmitted : failureOf(error)
    default:
      return undefined
  }
}

/** An answer that may hide an acceptance is named by its own code; a lost one has none. */
function whyUnknown({ attempts }: Job): Pick<Failure, 'code' | 'message'> {
  const { code = 'outcome_unknown', summary } = attempts.at(-1)?.outcome ?? {}
  const isLost = code === 'outcome_unknown' || summary === undefined
  return {
    code,
    message: isLost
      ? 'We don’t know whether the service accepted the job, because its response was lost.'
      : `${summary} We don’t know whether the service accepted the job.`,
  }
}

const notSaved = { code: 'not_saved', message: 'The images are made and not saved yet.' }
const neverSubmitted = refusal('never_submitted', 'The job was never submitted.', 'Make the same call again.')

function endFailure(job: Job, error: unknown): Failure | undefined {
  const { end } = job
  if (end?.kind === 'done') {
    if (imagesMissing(job) === 0) return undefined
    return {
      code: 'fewer_images',
      message: `${job.images.length} of ${requestFacts(job).count} images arrived.`,
      charged: 'yes',
      advice:
        'Those that arrived are saved. The others aren’t requested again automatically: use a new variant for more.',
      retryable: false,
    }
  }
  if (end?.kind === 'failed' && isFluxError(error) && error.code === end.code) return failureOf(error)
  const code = end?.code ?? end?.kind ?? 'failed'
  const isSandboxEnd = code === 'sandbox_ended'
  return {
    code,
    message: isSandboxEnd
      ? 'The job was made in a sandbox that has ended.'
      : (end?.summary ?? (end?.kind === 'failed' ? 'The job failed.' : 'The job was given up.')),
    charged: end?.charged ?? 'unknown',
    advice: end?.charged === 'no' ? 'Change the request, or make the call again.' : 'Use a new variant to try again.',
    retryable: end?.charged === 'no' && isSandboxEnd,
  }
}
