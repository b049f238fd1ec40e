import { readBatch, readTask } from '../contract/answers.ts'
import { ServiceFailureError } from '../errors/service-errors.ts'
import type { Sighting } from './judge-look.ts'

/**
 * Sorts the answer to `retrieve_batch` by task. Items come in any order; one that cannot be read spoils itself alone;
 * ids that are missing from the answer are missing from the map; ids that were not asked for are ignored.
 */
export function readSightings(
  json: unknown,
  ids: readonly string[],
): { readonly sightings: ReadonlyMap<string, Sighting> } | { readonly error: ServiceFailureError } {
  const items = readBatch(json)
  if (!items) return { error: new ServiceFailureError('bad_answer', 'The answer holds no list of tasks.', {}) }
  const asked = new Set(ids)
  const sightings = new Map<string, Sighting>()
  for (const item of items) {
    const task = readTask(item)
    const id: unknown = task?.id ?? (item as { id?: unknown } | null)?.id
    if (typeof id === 'string' && asked.has(id)) sightings.set(id, task ?? 'malformed')
  }
  return { sightings }
}
