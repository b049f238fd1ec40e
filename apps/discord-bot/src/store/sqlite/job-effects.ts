import type { SqliteDatabase } from '@fluxkit/jobs/node'
import type { Effect } from '../../model/effects.ts'
import type { BotJob, Notice } from '../../model/job.ts'
import { isNewer } from '../../model/notice.ts'
import { LimitRefused } from '../../limits/limit-refused.ts'
import {
  checkLimits,
  type LeftImages,
  type LimitRule,
  remainingImages,
  usageIn,
  usageQueries,
} from '../../limits/check-limits.ts'
import type { LeftMemory } from '../../limits/left-memory.ts'
import { type IndexRow, indexRow, upsertIndex } from '../rows/job-index-row.ts'
import { reserve, settle, usagesOf } from './ledger.ts'

/**
 * @param rulesOf the limits of a server, or outside of one
 * @param leftImages learns what each reservation leaves
 */
export function createApply(
  db: SqliteDatabase,
  rulesOf: (guildId: string | null) => readonly LimitRule[],
  leftImages: LeftMemory,
  nowMs: () => number,
): (effects: readonly Effect[], job: BotJob, before: BotJob | undefined) => void {
  return (effects, job, before) => {
    for (const effect of effects) {
      if (effect.do === 'reserve') leftImages.note(job.id, reserveWithin(db, job, effect, rulesOf))
      else if (effect.do === 'settle') settle(db, job, effect)
      else notify(db, job.id, { ...effect, untilMs: nowMs() + effect.leaseMs })
    }
    if (before) changeIndex(db, indexRow(before), indexRow(job))
    else writeIndex(db, job)
  }
}

/** @returns what it leaves @throws {LimitRefused} */
function reserveWithin(
  db: SqliteDatabase,
  job: BotJob,
  reservation: Extract<Effect, { readonly do: 'reserve' }>,
  rulesOf: (guildId: string | null) => readonly LimitRule[],
): LeftImages | undefined {
  const { origin } = job.place
  const { images, units } = reservation.checked ?? reservation
  const demand = { ...origin, images, units }
  const rules = rulesOf(origin.guildId)
  const queries = usageQueries(rules, demand, job.createdAtMs)
  const usageOf = usageIn(queries, usagesOf(db, origin.guildId, queries))
  const refusal = checkLimits(rules, demand, usageOf, job.createdAtMs)
  if (refusal) throw new LimitRefused(refusal)
  reserve(db, job, reservation)
  return remainingImages(rules, demand, usageOf, job.createdAtMs)
}

/** A notice that says more than the last one has to be delivered, and there was no attempt yet. */
export function notify(
  db: SqliteDatabase,
  id: string,
  { notice, owner, untilMs }: { readonly notice: Notice; readonly owner: string; readonly untilMs: number },
): void {
  const before = db.get('SELECT notice FROM deliveries WHERE job_id = ?', id)?.['notice']
  if (!isNewer(notice, typeof before === 'string' ? (before as Notice) : undefined)) return
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

/** The columns that jobs are searched by. */
export function writeIndex(db: SqliteDatabase, job: BotJob): void {
  const row = indexRow(job)
  db.run(
    upsertIndex(row, (values) => `VALUES (${values.map(() => '?').join(', ')})`),
    ...Object.values(row.fixed),
    ...Object.values(row.changing),
  )
  writeImages(db, job.id, row.hashes)
}

/** Only what has changed: SQLite writes the indexes of every column that is set. */
function changeIndex(db: SqliteDatabase, before: IndexRow, { fixed, changing, hashes }: IndexRow): void {
  const id = String(fixed['job_id'])
  const changed = Object.entries(changing).filter(([column, value]) => before.changing[column] !== value)
  if (changed.length > 0) {
    const set = changed.map(([column]) => `${column} = ?`).join(', ')
    db.run(`UPDATE job_index SET ${set} WHERE job_id = ?`, ...changed.map(([, value]) => value), id)
  }
  if (hashes.join() === before.hashes.join()) return
  db.run('DELETE FROM job_pictures WHERE job_id = ?', id)
  writeImages(db, id, hashes)
}

function writeImages(db: SqliteDatabase, id: string, hashes: readonly string[]): void {
  for (const hash of hashes) db.run('INSERT OR IGNORE INTO job_pictures VALUES (?, ?)', id, hash)
}
