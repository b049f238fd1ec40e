import { usageError } from '../program-error.ts'
import type { Job } from './job.ts'

/** Shorter ones are too easily mistaken. */
const minPrefixLength = 4

/**
 * The job that is meant by a task id, a job id, or the first characters of either.
 * @returns `undefined` when none is @throws {ProgramError} when several are
 */
export function findJob(jobs: readonly Job[], id: string): Job | undefined {
  const exact = jobs.find((job) => job.id === id || job.taskId === id)
  if (exact !== undefined || id.length < minPrefixLength) return exact
  const [first, second] = jobs.filter((job) => job.id.startsWith(id) || job.taskId?.startsWith(id))
  if (second !== undefined) throw usageError(`${id} is the beginning of several ids.`, 'Give more of it.')
  return first
}
