import { oneStatement, type PostgresPart, type PostgresTransaction } from '@fluxkit/jobs/node'
import { type GuildSettings, guildSettingsFrom } from '../../limits/guild-settings.ts'
import { LimitRefused } from '../../limits/limit-refused.ts'
import {
  checkLimits,
  type LeftImages,
  type LimitRule,
  remainingImages,
  type Usage,
  usageIn,
  usageQueries,
} from '../../limits/check-limits.ts'
import type { LeftMemory } from '../../limits/left-memory.ts'
import type { Effect } from '../../model/effects.ts'
import type { BotJob } from '../../model/job.ts'
import { replacedBy } from '../../model/notice.ts'
import { indexRow, upsertIndex } from '../rows/job-index-row.ts'
import { reservation, settlement, usagesOf } from './ledger.ts'

/** The limits of a server, or of a user outside of servers. */
export type RulesOf = (guildId: string | null, settings: GuildSettings) => readonly LimitRule[]

/** What the store writes with a job. */
export interface JobWrites {
  /** In the transaction of a new job: a reservation has to wait for others. @throws {LimitRefused} */
  check(tx: PostgresTransaction, effects: readonly Effect[], job: BotJob): Promise<void>
  /** In the statement that writes the job. */
  parts(effects: readonly Effect[], job: BotJob): readonly PostgresPart[]
}

/** @param leftImages Learns what each reservation leaves. */
export function createJobWrites(rulesOf: RulesOf, leftImages: LeftMemory): JobWrites {
  return {
    async check(tx, effects, job) {
      for (const effect of effects)
        if (effect.do === 'reserve')
          leftImages.note(job.id, await checkWithin(tx, job, effect.checked ?? effect, rulesOf))
    },
    parts: (effects, job) => [...effects.map((effect) => effectPart(effect, job)), ...indexParts(job)],
  }
}

/** Runs statements that need no other write. */
export async function writeParts(
  on: Pick<PostgresTransaction, 'query'>,
  parts: readonly PostgresPart[],
): Promise<void> {
  const { sql, values } = oneStatement(() => 'written AS (SELECT 1)', parts)
  await on.query(sql, values)
}

function effectPart(effect: Effect, job: BotJob): PostgresPart {
  switch (effect.do) {
    case 'reserve':
      return reservation(job, effect)
    case 'settle':
      return settlement(job, effect)
    case 'notify':
      return notification(job.id, effect)
  }
}

/**
 * Two reservations that are checked at the same time would both find room for one: those of a server (or of a user outside of
 * servers) wait for each other, and all of them where a rule counts everything.
 *
 * @returns what it leaves
 * @throws {LimitRefused}
 */
async function checkWithin(
  tx: PostgresTransaction,
  job: BotJob,
  { images, units }: Pick<Usage, 'images' | 'units'>,
  rulesOf: RulesOf,
): Promise<LeftImages | undefined> {
  const { origin } = job.place
  const { guildId } = origin
  const [row] = await tx.query(
    `SELECT pg_advisory_xact_lock(hashtextextended($1, 0)),
       (SELECT settings FROM guild_settings WHERE guild_id = $2) AS settings`,
    [`reserve ${guildId ?? `user ${origin.userId}`}`, guildId],
  )
  const rules = rulesOf(guildId, guildSettingsFrom(row?.['settings']))
  if (rules.some(({ scope }) => scope === 'all')) {
    await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('reserve everywhere', 0))`)
  }
  const demand = { ...origin, images, units }
  const queries = usageQueries(rules, demand, job.createdAtMs)
  // A separate statement: it has to see what those before it have reserved.
  const usages = await usagesOf(tx, guildId, queries)
  const usageOf = usageIn(queries, usages)
  const refusal = checkLimits(rules, demand, usageOf, job.createdAtMs)
  if (refusal) throw new LimitRefused(refusal)
  return remainingImages(rules, demand, usageOf, job.createdAtMs)
}

/** A notice that says more than the last one has to be delivered, and there was no attempt yet. */
export function notification(
  id: string,
  { notice, owner, leaseMs }: Omit<Extract<Effect, { do: 'notify' }>, 'do'>,
): PostgresPart {
  return (value) =>
    `INSERT INTO deliveries (job_id, notice, state, lease_owner, lease_until_ms)
     SELECT ${value(id)}, ${value(notice)}, 'pending', ${value(owner)}, fluxkit_now() + ${value(Math.round(leaseMs))} FROM written
     ON CONFLICT (job_id) DO UPDATE SET notice = excluded.notice, state = 'pending', attempt = NULL,
       lease_owner = excluded.lease_owner, lease_until_ms = excluded.lease_until_ms
     WHERE deliveries.notice IS NULL OR deliveries.notice = ANY (${value(replacedBy(notice))}::text[])`
}

/** The columns that jobs are searched by. */
function indexParts(job: BotJob): readonly PostgresPart[] {
  const row = indexRow(job)
  return [
    (value) => upsertIndex(row, (values) => `SELECT ${values.map(value).join(', ')} FROM written`),
    (value) =>
      `DELETE FROM job_pictures USING written WHERE job_id = ${value(job.id)} AND hash <> ALL (${value(row.hashes)}::text[])`,
    (value) =>
      `INSERT INTO job_pictures SELECT ${value(job.id)}, unnest(${value(row.hashes)}::text[]) FROM written ON CONFLICT DO NOTHING`,
  ]
}
