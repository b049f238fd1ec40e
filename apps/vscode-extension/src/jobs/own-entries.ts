import { type HeldJob, isDamaged, type Listed } from '@fluxkit/jobs'
import type { DamagedView } from '../model/jobs/damaged-view.ts'
import { appName, isPlace, type Place } from '../model/jobs/place.ts'

/** Does the entry belong to this extension, and is it not forgotten? */
export function isOwn(entry: Listed<Place>): entry is HeldJob<Place> {
  return isShown(entry) && isPlace(entry.job.place)
}

function isShown(entry: Listed<Place>): entry is HeldJob<Place> {
  return !isDamaged(entry) && entry.job.origin.app === appName && typeof entry.job.request['prompt'] === 'string'
}

/** Jobs that are owed and can't be handled. */
export function unusable(entry: Listed<Place>): DamagedView[] {
  if (isDamaged(entry)) return [entry]
  if (!isShown(entry) || isPlace(entry.job.place)) return []
  return [{ damaged: 'The record names no place that this version knows.', id: entry.job.id }]
}
