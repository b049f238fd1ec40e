import type { Database } from './database.ts'

/** What is left of a job that was forgotten: numbers. */
const blank = `prompt = '', pictures = '[]', task_id = NULL, message_id = NULL, message_channel_id = NULL,
  request = json_set(json_remove(request, '$.imageUrl', '$.input'), '$.prompt', ''), place = json_set(place, '$.token', '')`

const ended = `state NOT IN ('announced', 'queued', 'submitting', 'running') AND delivery != 'pending'`

/** Prompts, links, pictures and tokens of a person's ended jobs. @returns how many */
export function eraseJobsOf(db: Database, userId: string): number {
  return db.run(`UPDATE jobs SET ${blank} WHERE user_id = ? AND ${ended} AND prompt != ''`, userId)
}

/** The same by age, for one server. @returns how many */
export function expireJobs(db: Database, guildId: string | null, endedBeforeMs: number): number {
  return db.run(
    `UPDATE jobs SET ${blank} WHERE guild_id IS ? AND ${ended} AND coalesce(finished_ms, created_ms) < ? AND prompt != ''`,
    guildId,
    endedBeforeMs,
  )
}
