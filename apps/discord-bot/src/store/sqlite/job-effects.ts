import type { SqliteDatabase } from '@fluxkit/jobs/node'
import type { Effect } from '../../jobs/effects.ts'
import type { BotJob, Notice } from '../../job/job.ts'
import { isNews } from '../../jobs/notice.ts'
import { jobState } from '../../jobs/view-job.ts'
import { LimitRefused } from '../../limits/limit-refused.ts'
import { checkLimits, type LimitRule } from '../../limits/limits.ts'
import { reserve, settle, usageOf } from './ledger.ts'

/** @param rulesOf the limits of a server, or outside of one */
export function createApply(
  db: SqliteDatabase,
  rulesOf: (guildId: string | null) => readonly LimitRule[],
): (effects: readonly Effect[], job: BotJob) => void {
  return (effects, job) => {
    for (const effect of effects) applyOne(db, job, effect, rulesOf)
    writeIndex(db, job)
  }
}

function applyOne(
  db: SqliteDatabase,
  job: BotJob,
  effect: Effect,
  rulesOf: (guildId: string | null) => readonly LimitRule[],
): void {
  switch (effect.do) {
    case 'reserve': {
      const { origin } = job.place
      const demand = { ...origin, images: effect.images, units: effect.units }
      const usage = (query: Parameters<typeof usageOf>[2]): ReturnType<typeof usageOf> =>
        usageOf(db, origin.guildId, query)
      const refusal = checkLimits(rulesOf(origin.guildId), demand, usage, job.createdAtMs)
      if (refusal) throw new LimitRefused(refusal)
      return reserve(db, job, effect)
    }
    case 'settle':
      return settle(db, job, effect)
    case 'notify':
      return notify(db, job.id, effect)
  }
}

/** A notice that says more than the last one is to be delivered, and nothing was tried for it yet. */
export function notify(
  db: SqliteDatabase,
  id: string,
  { notice, owner, untilMs }: { readonly notice: Notice; readonly owner: string; readonly untilMs: number },
): void {
  const before = db.get('SELECT notice FROM deliveries WHERE job_id = ?', id)?.['notice']
  if (!isNews(notice, typeof before === 'string' ? (before as Notice) : undefined)) return
  db.run(
    `INSERT INTO deliveries (job_id, notice, state, lease_owner, lease_until_ms) VALUES (?1, ?2, 'pending', ?3, ?4)
     ON CONFLICT (job_id) DO UPDATE SET notice = ?2, state = 'pending', attempt = NULL, lease_owner = ?3,
       lease_until_ms = ?4`,
    id,
    notice,
    owner,
    untilMs,
  )
}

/** What jobs are searched by. */
export function writeIndex(db: SqliteDatabase, job: BotJob): void {
  const { id, place, request, images, end, createdAtMs, readyAtMs } = job
  // Whether somebody holds it is not a fact of the record: a job in mid-submission counts as such.
  const state = jobState(job, job.wantedAtMs, true)
  const finishedAtMs = readyAtMs ?? end?.atMs
  db.run(
    `INSERT INTO job_index (job_id, guild_id, channel_id, user_id, action, model, prompt, state, created_ms, finished_ms,
       is_open, image_count)
     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
     ON CONFLICT (job_id) DO UPDATE SET prompt = ?7, state = ?8, finished_ms = ?10, is_open = ?11, image_count = ?12`,
    id,
    place.origin.guildId,
    place.origin.channelId,
    place.origin.userId,
    String(request['action']),
    String(request['model']),
    place.options.prompt,
    state,
    Math.round(createdAtMs),
    finishedAtMs === undefined ? null : Math.round(finishedAtMs),
    end ? 0 : 1,
    images.filter(({ url }) => url !== '').length,
  )
  db.run('DELETE FROM job_pictures WHERE job_id = ?', id)
  const hashes = [place.options.input?.hash, ...images.map(({ kept }) => kept)]
  for (const hash of hashes) if (hash) db.run('INSERT OR IGNORE INTO job_pictures VALUES (?, ?)', id, hash)
}
