import type { HeldJob, JobStore } from '@fluxkit/jobs'
import type { Place } from '../../src/model/jobs/place.ts'
import { wasReported } from '../../src/model/jobs/reported.ts'
import { until } from '../host/until.ts'

/** The records of the extension's jobs on the disk, as another process sees them. */
export type Records = JobStore<Place>

async function recordOf(records: Records, prompt: string): Promise<HeldJob<Place> | undefined> {
  for await (const entry of records.list()) {
    if ('job' in entry && entry.job.request['prompt'] === prompt) return entry
  }
  return undefined
}

/** Waits until a record says something. Without it, the error shows what the record says. */
async function untilRecord(
  what: string,
  records: Records,
  prompt: string,
  isSo: (record: HeldJob<Place>) => boolean,
): Promise<HeldJob<Place>> {
  let last: HeldJob<Place> | undefined
  try {
    return await until(what, async () => {
      last = await recordOf(records, prompt)
      return last !== undefined && isSo(last) ? last : undefined
    })
  } catch (error) {
    throw new Error(`The record of ${prompt}: ${JSON.stringify(last)}`, { cause: error })
  }
}

/** Until the task id is on the disk: before that, the outcome would rightly be unknown. */
export function untilAccepted(records: Records, prompt: string): Promise<HeldJob<Place>> {
  return untilRecord('the task id', records, prompt, ({ job }) => job.task !== undefined)
}

/** Until a window has reported the end of a job, and no process holds it: no window begins anything with it any more. */
export function untilReported(records: Records, prompt: string): Promise<HeldJob<Place>> {
  return untilRecord('the report', records, prompt, ({ job, held }) => !held && wasReported(job))
}

/**
 * Until the images of a job are there and no process holds it, while its end isn't reported: a window that wanted to report it would
 * hold it from the end on.
 */
export function untilLeftToReport(records: Records, prompt: string): Promise<HeldJob<Place>> {
  return untilRecord(
    'the end, left to another window',
    records,
    prompt,
    ({ job, held }) => !held && job.end !== undefined && job.place.reported === false,
  )
}
