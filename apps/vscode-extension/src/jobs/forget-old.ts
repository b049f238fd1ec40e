import { isDamaged, type Listed, mayBePaid, type Runner } from '@fluxkit/jobs'
import { sessionStartMs } from '../model/cost/session.ts'
import type { JobView } from '../model/jobs/job-view.ts'
import type { Place } from '../model/jobs/place.ts'

/** The place of a forgotten job: names are made from prompts. */
export const nowhere: Place = { target: { folder: '', stem: '' } }

/** Removes old jobs. What this session has spent counts against its limits, so the sums of those stay. */
export async function forgetOld(
  runner: Pick<Runner<Place>, 'forget' | 'remove'>,
  found: readonly Listed<Place>[],
  old: readonly JobView[],
  nowMs: number,
): Promise<void> {
  const startMs = sessionStartMs(found, nowMs)
  const paid = new Set(found.flatMap((entry) => (!isDamaged(entry) && mayBePaid(entry.job) ? [entry.job.id] : [])))
  for (const { id, createdAtMs } of old) {
    const isKept = paid.has(id) && createdAtMs >= startMs && (await runner.forget(id, nowhere))
    if (!isKept) await runner.remove(id)
  }
}
