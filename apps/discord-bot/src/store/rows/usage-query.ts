import type { Usage, UsageQuery } from '../../limits/check-limits.ts'

type Value = string | number

/** One statement for any number of sums, so that a check of several rules is one round trip. */
export interface UsageStatement {
  readonly sql: string
  readonly values: readonly Value[]
}

/**
 * The sums of the ledger, for every store.
 * @param guildId Doesn't matter for the scope `all`.
 * @param placeholder of the parameter at a position from 1
 */
export function usageStatement(
  guildId: string | null,
  queries: readonly UsageQuery[],
  placeholder: (position: number) => string,
): UsageStatement {
  const values: Value[] = []
  const value = (one: Value): string => placeholder(values.push(one))
  const parts = queries.map(({ scope, id, sinceMs }, at) => {
    const conditions = [`counted_ms >= ${value(sinceMs)}`]
    // Direct messages have no server: there a user's use counts, in every channel.
    if (scope !== 'all') conditions.push(guildId === null ? 'guild_id IS NULL' : `guild_id = ${value(guildId)}`)
    if (scope === 'user') conditions.push(`user_id = ${value(id)}`)
    if (scope === 'channel') conditions.push(`channel_id = ${value(id)}`)
    return `SELECT ${at} AS at, coalesce(sum(units), 0) AS units, coalesce(sum(images), 0) AS images
      FROM ledger WHERE ${conditions.join(' AND ')}`
  })
  return { sql: parts.join(' UNION ALL '), values }
}

/** @returns one usage for each query, in their order */
export function usagesFrom(rows: readonly Readonly<Record<string, unknown>>[]): readonly Usage[] {
  return rows
    .toSorted((one, other) => Number(one['at']) - Number(other['at']))
    .map((row) => ({ units: Number(row['units']), images: Number(row['images']) }))
}
