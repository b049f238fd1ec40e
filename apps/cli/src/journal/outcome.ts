import { isFluxError } from '@fluxkit/core'
import {
  chargedOf,
  imagesMissing,
  isOtherAccount,
  isOwed,
  type Job,
  requestFacts,
  type RunResult,
  type State,
  stateOf,
} from '@fluxkit/jobs'
import { exitCodeOf, exitCodeOfCode } from '../errors/exit-code-of.ts'
import { type ExitCode, exitCodes } from '../errors/exit-codes.ts'
import { type ErrorFacts, errorFacts } from '../errors/error-facts.ts'
import { plainText } from '../terminal/terminal-text.ts'
import { ProgramError } from '../errors/program-error.ts'
import type { SavedImage } from './saved-images.ts'

/** The outcome of a job in this run. */
export interface Outcome {
  /** Absent for work that has no record. */
  readonly id?: string | undefined
  /** Absent when its record cannot be read. */
  readonly job?: Job | undefined
  /** Saved by this run. */
  readonly saved: readonly SavedImage[]
  readonly problem?: Problem | undefined
}

/** Why a job failed. */
export interface Problem {
  readonly facts: ErrorFacts
  readonly exitCode: ExitCode
}

type Result = Pick<RunResult<unknown>, 'why' | 'job' | 'error'>

interface Circumstances {
  readonly nowMs: number
  /** Of the token that was used: see `job.account`. */
  readonly account: string
}

/** What the user must know about a run that didn't save all images; `undefined` when it did. */
export function problemOf(
  id: string,
  { why, job, error }: Result,
  { nowMs, account }: Circumstances,
): Problem | undefined {
  if (job === undefined) return problem(recordError(id, why))
  switch (why) {
    case 'held':
    case 'lost':
      return onJob(job, problem(busyError(id)))
    case 'left':
      return onJob(job, problem(neverSubmitted(id)))
    case 'elsewhere':
      return onJob(job, problem(elsewhereError(job)))
    case 'blocked':
      return onJob(job, problem(error === undefined || isOtherAccount(job, account) ? otherAccount(job) : error))
    default:
      return job.end === undefined ? onJob(job, unfinished(job, error, nowMs)) : endProblem(job, error)
  }
}

/** The problem of a record that cannot be read. */
export function damagedProblem(reason: string, id: string | undefined): Problem {
  return problem(damagedError(reason, id))
}

function problem(error: unknown): Problem {
  return { facts: errorFacts(error), exitCode: exitCodeOf(error) }
}

/** The job continues another time, if it can. */
function unfinished(job: Job, error: unknown, nowMs: number): Problem {
  const state = stateOf(job, nowMs, false)
  // A search that failed is not why the submission was lost.
  const isCause = state !== 'unknown' || (isFluxError(error) && error.code === job.attempts.at(-1)?.outcome?.code)
  const found = problem(error !== undefined && isCause ? error : stateError(job, state))
  // Anything that prevents a finished image from being saved.
  if (state === 'ready') return { ...found, exitCode: exitCodes.notSaved }
  if (state !== 'unknown') return found
  return { facts: { ...found.facts, advice: unknownAdvice(job) }, exitCode: exitCodes.outcomeUnknown }
}

/** A finished job: complete, with fewer images, failed now, or failed before. */
function endProblem(job: Job, error: unknown): Problem | undefined {
  const { end, id } = job
  if (end === undefined) return undefined
  if (end.kind === 'done') return imagesMissing(job) > 0 ? onJob(job, problem(fewerImages(job))) : undefined
  // A failed task may list images; that they can't be fetched is not why it failed.
  const isCause = isFluxError(error) && error.code === end.code
  if (end.kind === 'failed') return onJob(job, isCause ? problem(error) : failedEarlier(job))
  const given = end.kind === 'cancelled' ? 'was cancelled' : 'was given up'
  return onJob(
    job,
    problem(
      new ProgramError(
        'given_up',
        exitCodes.taskFailed,
        `Job ${id} ${given}.`,
        'Submit it again if you still want it.',
      ),
    ),
  )
}

/** Adds facts of the record: charge, task, links, and the command that recovers paid images. */
function onJob(job: Job, { facts, exitCode }: Problem): Problem {
  const known = chargedOf(job)
  const charged = known === 'unknown' && facts.charged === 'yes' ? 'yes' : known
  const taskId = facts.taskId ?? job.task?.id
  const traceId = facts.traceId ?? job.task?.traceId ?? job.attempts.at(-1)?.outcome?.traceId
  const unsaved = job.images.flatMap(({ kept, url }) => (kept === undefined ? [plainText(url)] : []))
  return {
    exitCode,
    facts: {
      ...facts,
      charged,
      ...(taskId !== undefined && { taskId: plainText(taskId) }),
      ...(traceId !== undefined && { traceId: plainText(traceId) }),
      ...(unsaved.length > 0 && { imageUrls: unsaved }),
      ...(isOwed({ job }) && { recover: recoverCommand(job, facts.code) }),
    },
  }
}

/** Codes of a folder that cannot be written: trying again without another folder fails again. */
const folderCodes: ReadonlySet<string> = new Set(['save_failed', 'file_system'])

function recoverCommand({ id, task, images }: Job, code: string): string {
  const target = plainText(task?.id ?? id)
  const isFolder = images.length > 0 && folderCodes.has(code)
  return `fluxkit wait ${target}${isFolder ? ' --out DIR' : ''}`
}

function recordError(id: string, why: RunResult<unknown>['why']): ProgramError {
  return why === 'damaged' ? damagedError('The record cannot be read.', id) : busyError(id)
}

function damagedError(reason: string, id: string | undefined): ProgramError {
  const name = id === undefined ? 'a job' : `job ${plainText(id, 64)}`
  return new ProgramError(
    'damaged_record',
    exitCodes.outcomeUnknown,
    `The record of ${name} can't be used. ${plainText(reason)}`,
    id === undefined
      ? 'Repair or remove it by hand; it may hold a job that is paid for.'
      : `If you know its task: \`fluxkit adopt TASK_ID --job ${plainText(id, 64)}\`. To give it up: \`fluxkit discard ${plainText(id, 64)}\`.`,
    { charged: 'unknown' },
  )
}

function busyError(id: string): ProgramError {
  return new ProgramError(
    'job_busy',
    exitCodes.stillRunning,
    `Another process works on job ${id}.`,
    'That process saves the image; to do it here, end that one first.',
  )
}

function neverSubmitted(id: string): ProgramError {
  return new ProgramError(
    'never_submitted',
    exitCodes.notSubmitted,
    `Job ${id} was written down and never submitted.`,
    `Submit it with \`fluxkit generate … --resume\`, or forget it with \`fluxkit discard ${id}\`.`,
  )
}

function elsewhereError({ id, service }: Job): ProgramError {
  return new ProgramError(
    'other_service',
    exitCodes.stillRunning,
    `Job ${id} was submitted to ${plainText(service)}.`,
    'Set ACEDATACLOUD_API_BASE_URL to that address, and a token for it, to recover it.',
  )
}

function otherAccount({ id }: Job): ProgramError {
  return new ProgramError(
    'other_account',
    exitCodes.stillRunning,
    `Job ${id} was submitted with another token, and the account of this one doesn't know it.`,
    'Use the token that it was submitted with. It is kept until then.',
  )
}

function stateError({ id, task, attempts, check }: Job, state: State): ProgramError {
  const taskName = `Task ${plainText(task?.id ?? '')}`
  switch (state) {
    case 'unknown': {
      const { code = 'interrupted', summary = 'The answer to the submission was lost.' } =
        attempts.at(-1)?.outcome ?? {}
      const known = code === 'interrupted' ? 'outcome_unknown' : code
      return new ProgramError(known, exitCodes.outcomeUnknown, plainText(summary), '', { charged: 'unknown' })
    }
    case 'missing':
      return new ProgramError(
        'unknown_task',
        exitCodes.taskFailed,
        `The service doesn't know ${taskName.toLowerCase()} now.`,
        'It is kept: check it again later. Is the token of the same account?',
        { charged: 'unknown' },
      )
    case 'submitted':
      return new ProgramError(
        'wait_deadline',
        exitCodes.stillRunning,
        `${taskName} is still running.`,
        'Wait for it later.',
        {
          charged: 'yes',
        },
      )
    case 'ready':
      return new ProgramError(
        check?.lastCode ?? 'not_saved',
        exitCodes.notSaved,
        `The images of job ${id} are made and not saved. ${plainText(check?.summary ?? '')}`.trim(),
        'Save them while their links last.',
        { charged: 'yes' },
      )
    default:
      return neverSubmitted(id)
  }
}

function unknownAdvice({ id }: Job): string {
  return [
    'Check your usage at https://platform.acedata.cloud/console/ before you submit it again;',
    `with the task id from there, \`fluxkit adopt TASK_ID --job ${id}\` recovers it.`,
  ].join(' ')
}

function failedEarlier({ id, end }: Job): Problem {
  const { code = 'failed', traceId } = end ?? {}
  const { summary = code === 'sandbox_ended' ? endedSandbox : 'the reason was not written down.' } = end ?? {}
  const error = new ProgramError(
    code,
    exitCodeOfCode(code) ?? exitCodes.taskFailed,
    `Job ${id} failed: ${plainText(summary)}`,
    'Submit it again if you still want it.',
  )
  const found = problem(error)
  return traceId === undefined ? found : { ...found, facts: { ...found.facts, traceId: plainText(traceId) } }
}

const endedSandbox = 'it was made in a sandbox, whose tasks end with the program.'

function fewerImages(job: Job): ProgramError {
  const { count } = requestFacts(job)
  return new ProgramError(
    'fewer_images',
    exitCodes.someFailed,
    `${job.images.length} of ${count} images came.`,
    'The others are not submitted again by themselves: generate them once more if you want them.',
    { charged: 'yes' },
  )
}
