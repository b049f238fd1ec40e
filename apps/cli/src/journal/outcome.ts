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
import { reasonText } from '../language/reason-text.ts'
import { english, type Localized } from '../language/translator.ts'
import { exitCodeOf, exitCodeOfCode } from '../errors/exit-code-of.ts'
import { type ExitCode, exitCodes } from '../errors/exit-codes.ts'
import { type ErrorFacts, errorFacts } from '../errors/error-facts.ts'
import { plainText } from '../terminal/terminal-text.ts'
import { ProgramError } from '../errors/program-error.ts'
import type { SavedImage } from './saved-images.ts'

const usageUrl = 'https://platform.acedata.cloud/console/'

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
  /** The account of the token that was used: see `job.account`. */
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
  // Whatever prevents a finished image from being saved.
  if (state === 'ready') return { ...found, exitCode: exitCodes.notSaved }
  if (state !== 'unknown') return found
  const adviceIn: Localized = ({ t }) => t('job.unknownAdvice', { id: job.id, url: usageUrl })
  return { facts: { ...found.facts, advice: adviceIn(english), adviceIn }, exitCode: exitCodes.outcomeUnknown }
}

/** A finished job: complete, with fewer images, failed now, or failed before. */
function endProblem(job: Job, error: unknown): Problem | undefined {
  const { end, id } = job
  if (end === undefined) return undefined
  if (end.kind === 'done') return imagesMissing(job) > 0 ? onJob(job, problem(fewerImages(job))) : undefined
  // A failed task may list images; that they can't be fetched is not why it failed.
  const isCause = isFluxError(error) && error.code === end.code
  if (end.kind === 'failed') return onJob(job, isCause ? problem(error) : failedEarlier(job))
  const message: Localized = ({ t }) => t(end.kind === 'cancelled' ? 'job.cancelled' : 'job.givenUp', { id })
  return onJob(job, problem(new ProgramError('given_up', exitCodes.taskFailed, message, submitAgain)))
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
  return why === 'damaged' ? damagedError(undefined, id) : busyError(id)
}

/** @param reason known in English only, which is where it is shown */
function damagedError(reason: string | undefined, id: string | undefined): ProgramError {
  const shownId = plainText(id ?? '', 64)
  const summary: Localized = ({ t }) => (id === undefined ? t('job.damagedUnnamed') : t('job.damaged', { id: shownId }))
  return new ProgramError(
    'damaged_record',
    exitCodes.outcomeUnknown,
    (texts) =>
      reason === undefined || texts.language !== 'en' ? summary(texts) : `${summary(texts)} ${plainText(reason)}`,
    ({ t }) => (id === undefined ? t('job.damagedUnnamedAdvice') : t('job.damagedAdvice', { id: shownId })),
    { charged: 'unknown' },
  )
}

function busyError(id: string): ProgramError {
  return new ProgramError(
    'job_busy',
    exitCodes.stillRunning,
    ({ t }) => t('job.busy', { id }),
    ({ error }) => error('held', 'advice') ?? '',
  )
}

function neverSubmitted(id: string): ProgramError {
  return new ProgramError(
    'never_submitted',
    exitCodes.notSubmitted,
    ({ t }) => t('job.neverSubmitted', { id }),
    ({ t }) => t('job.neverSubmittedAdvice', { id }),
  )
}

function elsewhereError({ id, service }: Job): ProgramError {
  return new ProgramError(
    'other_service',
    exitCodes.stillRunning,
    ({ t }) => t('job.otherService', { id, service: plainText(service) }),
    ({ t }) => t('job.otherServiceAdvice'),
  )
}

function otherAccount({ id }: Job): ProgramError {
  return new ProgramError(
    'other_account',
    exitCodes.stillRunning,
    ({ t }) => t('job.otherAccount', { id }),
    ({ t }) => t('job.otherAccountAdvice'),
  )
}

function stateError({ id, task, attempts, check }: Job, state: State): ProgramError {
  const taskId = plainText(task?.id ?? '')
  switch (state) {
    case 'unknown': {
      const { code = 'interrupted', summary = 'The answer to the submission was lost.' } =
        attempts.at(-1)?.outcome ?? {}
      const known = code === 'interrupted' ? 'outcome_unknown' : code
      const message: Localized = (texts) => reasonText(known, summary, texts)
      return new ProgramError(known, exitCodes.outcomeUnknown, message, () => '', { charged: 'unknown' })
    }
    case 'missing':
      return new ProgramError(
        'unknown_task',
        exitCodes.taskFailed,
        ({ t }) => t('job.missing', { taskId }),
        ({ t }) => t('job.missingAdvice'),
        { charged: 'unknown' },
      )
    case 'submitted':
      return new ProgramError(
        'wait_deadline',
        exitCodes.stillRunning,
        ({ t }) => t('job.stillRunning', { taskId }),
        ({ t }) => t('job.stillRunningAdvice'),
        { charged: 'yes' },
      )
    case 'ready':
      return new ProgramError(
        check?.lastCode ?? 'not_saved',
        exitCodes.notSaved,
        (texts) => {
          const reason = reasonText(check?.lastCode, check?.summary ?? '', texts)
          return reason === '' ? texts.t('job.notSaved', { id }) : texts.t('job.notSavedWhy', { id, reason })
        },
        ({ t }) => t('job.notSavedAdvice'),
        { charged: 'yes' },
      )
    default:
      return neverSubmitted(id)
  }
}

function failedEarlier({ id, end }: Job): Problem {
  const { code = 'failed', traceId } = end ?? {}
  const message: Localized = (texts) => {
    const reason = reasonText(code, end?.summary ?? texts.error(code, 'message') ?? '', texts)
    const isKnown = reason !== '' && code !== 'failed'
    return isKnown ? texts.t('job.failedWhy', { id, reason }) : texts.t('job.failed', { id })
  }
  const error = new ProgramError(code, exitCodeOfCode(code) ?? exitCodes.taskFailed, message, submitAgain)
  const found = problem(error)
  return traceId === undefined ? found : { ...found, facts: { ...found.facts, traceId: plainText(traceId) } }
}

const submitAgain: Localized = ({ error }) => error('given_up', 'advice') ?? ''

function fewerImages(job: Job): ProgramError {
  const { count } = requestFacts(job)
  return new ProgramError(
    'fewer_images',
    exitCodes.someFailed,
    ({ t }) => t('job.fewer', { made: job.images.length, count }),
    ({ t }) => t('job.fewerAdvice'),
    { charged: 'yes' },
  )
}
