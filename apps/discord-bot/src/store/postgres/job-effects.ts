import type { PostgresTransaction } from '@fluxkit/jobs/node'
import type { BotJob, Notice } from '../../model/job.ts'
import type { Effect } from '../../model/effects.ts'
import { isNewer } from '../../model/notice.ts'
import { LimitRefused } from '../../limits/limit-refused.ts'
import { checkLimits, type LimitRule, type Usage, usageIn, usageQueries } from '../../limits/limits.ts'
import { indexRow, upsertIndex } from '../rows/job-index.ts'
import { reserve, settle, usagesOf } from './ledger.ts'

/** The limits of a server, or outside of one, as they stand in this transaction. */
export type RulesOf = (tx: PostgresTransaction, guildId: string | null) => Promise<readonly LimitRule[]>

export function createApply(
  rulesOf: RulesOf,
): (tx: PostgresTransaction, effects: readonly Effect[], job: BotJob) => Promise<void> {
  return async (tx, effects, job) => {
    for (const effect of effects) await applyOne(tx, job, effect, rulesOf)
    await writeIndex(tx, job)
  }
}

async function applyOne(tx: PostgresTransaction, job: BotJob, effect: Effect, rulesOf: RulesOf): Promise<void> {
  switch (effect.do) {
    case 'reserve': {
      await checkWithin(tx, job, effect, rulesOf)
      return reserve(tx, job, effect)
    }
    case 'settle':
      return settle(tx, job, effect)
    case 'notify':
      return notify(tx, job.id, effect)
  }
}

/**
 * Two reservations that are checked at the same time would both find room for one: those of a server (or of a person outside of
 * servers) wait for each other, and all of them where a rule counts everything.
 *
 * @throws {LimitRefused}
 */
async function checkWithin(
  tx: PostgresTransaction,
  job: BotJob,
  { images, units }: Pick<Usage, 'images' | 'units'>,
  rulesOf: RulesOf,
): Promise<void> {
  const { origin } = job.place
  await lock(tx, `reserve ${origin.guildId ?? `user ${origin.userId}`}`)
  const rules = await rulesOf(tx, origin.guildId)
  if (rules.some(({ scope }) => scope === 'all')) await lock(tx, 'reserve everywhere')
  const demand = { ...origin, images, units }
  const queries = usageQueries(rules, demand, job.createdAtMs)
  const usages = await usagesOf(tx, origin.guildId, queries)
  const refusal = checkLimits(rules, demand, usageIn(queries, usages), job.createdAtMs)
  if (refusal) throw new LimitRefused(refusal)
}

async function lock(tx: PostgresTransaction, name: string): Promise<void> {
  await tx.query('SELECT pg_advisory_xact_lock(hashtextextended($1, 0))', [name])
}

/** A notice that says more than the last one is to be delivered, and nothing was tried for it yet. */
export async function notify(
  tx: PostgresTransaction,
  id: string,
  { notice, owner, leaseMs }: { readonly notice: Notice; readonly owner: string; readonly leaseMs: number },
): Promise<void> {
  const [row] = await tx.query('SELECT notice FROM deliveries WHERE job_id = $1 FOR UPDATE', [id])
  const before = row?.['notice']
  if (!isNewer(notice, typeof before === 'string' ? (before as Notice) : undefined)) return
  await tx.query(
    `INSERT INTO deliveries (job_id, notice, state, lease_owner, lease_until_ms)
     VALUES ($1, $2, 'pending', $3, fluxkit_now() + $4)
     ON CONFLICT (job_id) DO UPDATE SET notice = $2, state = 'pending', attempt = NULL, lease_owner = $3,
       lease_until_ms = fluxkit_now() + $4`,
    [id, notice, owner, Math.round(leaseMs)],
  )
}

/** What jobs are searched by. */
async function writeIndex(tx: PostgresTransaction, job: BotJob): Promise<void> {
  const row = indexRow(job)
  await tx.query(
    upsertIndex(row, (position) => `$${position}`),
    [...Object.values(row.fixed), ...Object.values(row.changing)],
  )
  await tx.query(
    `WITH unwanted AS (DELETE FROM job_pictures WHERE job_id = $1 AND hash <> ALL ($2::text[]))
     INSERT INTO job_pictures SELECT $1, unnest($2::text[]) ON CONFLICT DO NOTHING`,
    [job.id, row.hashes],
  )
}
