import type { BotJob } from '../../model/job.ts'
import { foldCase } from '../../model/fold-case.ts'
import { jobState } from '../../model/view-job.ts'

/** What jobs are searched by: columns of `job_index` that change, and those that never do. */
export interface IndexRow {
  readonly fixed: Readonly<Record<string, string | number | null>>
  readonly changing: Readonly<Record<string, string | number | null>>
  /** Hashes of the images that are kept for the job. */
  readonly hashes: readonly string[]
}

/** Follows from a job at each write, in every store. */
export function indexRow(job: BotJob): IndexRow {
  const { id, place, request, images, end, createdAtMs, readyAtMs } = job
  // Whether somebody holds it isn't a fact of the record: a job mid-submission counts as such.
  const state = jobState(job, job.wantedAtMs, true)
  const finishedAtMs = readyAtMs ?? end?.atMs
  const hashes = [place.options.input?.hash, ...images.map(({ kept }) => kept)]
  return {
    fixed: {
      job_id: id,
      guild_id: place.origin.guildId,
      channel_id: place.origin.channelId,
      user_id: place.origin.userId,
      action: String(request['action']),
      model: String(request['model']),
      created_ms: Math.round(createdAtMs),
    },
    changing: {
      prompt: place.options.prompt,
      folded: foldCase(place.options.prompt),
      state,
      finished_ms: finishedAtMs === undefined ? null : Math.round(finishedAtMs),
      is_open: end ? 0 : 1,
      image_count: images.filter(({ url }) => url !== '').length,
    },
    hashes: [...new Set(hashes.flatMap((hash) => (hash ? [hash] : [])))],
  }
}

/**
 * Inserts the row, or changes it.
 * @param source where the values come from, `VALUES (…)` or `SELECT …`; they are those of the columns, in their order
 */
export function upsertIndex(
  { fixed, changing }: IndexRow,
  source: (values: readonly (string | number | null)[]) => string,
): string {
  const columns = [...Object.keys(fixed), ...Object.keys(changing)]
  const set = Object.keys(changing).map((column) => `${column} = excluded.${column}`)
  return `INSERT INTO job_index (${columns.join(', ')}) ${source([...Object.values(fixed), ...Object.values(changing)])}
    ON CONFLICT (job_id) DO UPDATE SET ${set.join(', ')}`
}
