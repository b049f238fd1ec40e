import { setImmediate } from 'node:timers/promises'
import type { Job } from '../model/job.ts'
import type { JobCursor, Store } from '../store/store.ts'
import type { ExportRecord } from './export-files.ts'

/** Read at a time: some milliseconds. */
const jobsInTurn = 25

/** Everything that is kept about a user, one after the other. */
export async function* exportedRecords(
  { jobs, drafts, presets }: Store,
  userId: string,
): AsyncGenerator<ExportRecord, void> {
  for (const value of await presets.list(userId)) yield { kind: 'presets', value }
  for (const value of await drafts.list(userId)) yield { kind: 'drafts', value }
  for (let from: JobCursor | undefined; ;) {
    const page = await jobs.pageOf(userId, { from, limit: jobsInTurn })
    for (const job of page.jobs) yield { kind: 'jobs', value: exported(job) }
    // Reads are synchronous in the embedded store: others have their turn in between.
    await setImmediate()
    from = page.next
    if (from === undefined) return
  }
}

/** Without the interaction's token: it is a secret, and has expired. Also without what only the program needs. */
function exported(job: Job): object {
  const { place, held: _held, notBeforeMs: _before, ...facts } = job
  const { token: _token, tokenUntilMs: _ends, ...where } = place
  return { ...facts, place: where }
}
