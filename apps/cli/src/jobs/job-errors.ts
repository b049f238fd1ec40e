import { ProgramError } from '../program-error.ts'
import type { Job } from './job.ts'

/** Somebody else is at work on this job. */
export function busyError(job: Job, pid: number): ProgramError {
  return new ProgramError(
    'job_busy',
    9,
    `Job ${job.id} is being worked on by process ${pid}.`,
    'That process saves the picture; to do it here, end that one first.',
  )
}

/** The process that submitted it is gone, and with it the answer. */
export function lostSubmissionError(job: Job): ProgramError {
  return new ProgramError(
    'outcome_unknown',
    7,
    `The answer to the submission of job ${job.id} was lost: it may have been accepted and charged, and its task id is unknown.`,
    'Look at the usage page of https://platform.acedata.cloud/console before you ask for the same picture again.',
  )
}

/** The sandbox lived inside a program that is gone. */
export function sandboxEndedError(job: Job): ProgramError {
  return new ProgramError(
    'sandbox_ended',
    8,
    `Job ${job.id} was made in the sandbox, whose tasks end with the program. Nothing was charged.`,
    'Make it again.',
  )
}

/** What the journal says of a job that failed before. */
export function earlierFailure({ id, error }: Job): ProgramError {
  return new ProgramError(
    error?.code ?? 'failed',
    8,
    `Job ${id} failed earlier: ${error?.message ?? 'the reason was not written down.'}`,
    'Make it again if it is still wanted.',
  )
}
