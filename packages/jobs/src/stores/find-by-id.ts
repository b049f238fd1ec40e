import { isDamaged } from '../job/job.ts'
import type { Listed } from './job-store.ts'

/** Shorter ones are too ambiguous. */
const minPrefixLength = 4

/**
 * The record with a job id or a task id, or those whose ids begin with it.
 * @returns one for a whole id; several when the beginning, of 4 characters or more, is ambiguous
 */
export function findById<Place>(entries: readonly Listed<Place>[], id: string): Listed<Place>[] {
  const exact = entries.find((entry) => idsOf(entry).includes(id))
  if (exact) return [exact]
  return id.length < minPrefixLength ? [] : entries.filter((entry) => idsOf(entry).some((one) => one.startsWith(id)))
}

function idsOf(entry: Listed): string[] {
  const ids = isDamaged(entry) ? [entry.id] : [entry.job.id, entry.job.task?.id]
  return ids.filter((id) => id !== undefined)
}
