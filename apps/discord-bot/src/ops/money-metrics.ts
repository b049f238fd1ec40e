import type { Clock } from '@fluxkit/core/node'
import { Gauge, type Registry } from 'prom-client'
import type { Config } from '../config/config.ts'
import { windowAt } from '../limits/check-limits.ts'
import type { Store } from '../store/store.ts'

/** The sums are queries over the month, and scrapes come every few seconds. */
const freshMs = 60_000
/** Each server is a separate series: those beyond this many are in the total only. */
const maxGuilds = 200

export interface MoneySource {
  readonly store: Pick<Store, 'jobs'>
  readonly clock: Pick<Clock, 'now'>
  readonly config: Pick<Config, 'FLUXKIT_GLOBAL_MONTHLY_STOP'>
}

/** What was spent in this calendar month (UTC): in all, and by server; and the stop over everything. In units of 1/10000. */
export function addMoneyMetrics(registry: Registry, { store, clock, config }: MoneySource): void {
  const registers = [registry]
  let readAtMs = -Infinity
  let reading: Promise<Spent> | undefined
  const spent = (): Promise<Spent> => {
    if (reading !== undefined && clock.now() - readAtMs < freshMs) return reading
    readAtMs = clock.now()
    reading = readSpent(store, clock.now())
    // A failed scrape is not reused for the next one.
    reading.catch(() => (reading = undefined))
    return reading
  }
  const all: Gauge = new Gauge({
    name: 'fluxkit_spent_month_units',
    help: 'Money spent or reserved this month, in units of 1/10000',
    registers,
    collect: async () => all.set((await spent()).all),
  })
  const byGuild: Gauge<'guild'> = new Gauge({
    name: 'fluxkit_guild_spent_month_units',
    help: 'The same by server; "direct" for direct messages and user installs',
    labelNames: ['guild'],
    registers,
    async collect() {
      const { guilds } = await spent()
      byGuild.reset()
      for (const [guild, units] of guilds) byGuild.set({ guild }, units)
    },
  })
  const stop = new Gauge({
    name: 'fluxkit_monthly_stop_units',
    help: 'FLUXKIT_GLOBAL_MONTHLY_STOP; +Inf without one',
    registers,
  })
  stop.set(config.FLUXKIT_GLOBAL_MONTHLY_STOP ?? Infinity)
}

interface Spent {
  readonly all: number
  readonly guilds: readonly (readonly [guild: string, units: number])[]
}

async function readSpent({ jobs }: Pick<Store, 'jobs'>, nowMs: number): Promise<Spent> {
  const { startMs: sinceMs } = windowAt('month', nowMs)
  const [all] = await jobs.usages(null, [{ scope: 'all', id: '', sinceMs }])
  const guilds: [string, number][] = []
  for (const guildId of (await jobs.guildKeys()).slice(0, maxGuilds)) {
    const [{ units } = { units: 0 }] = await jobs.usages(guildId, [{ scope: 'guild', id: '', sinceMs }])
    if (units > 0) guilds.push([guildId ?? 'direct', units])
  }
  return { all: all?.units ?? 0, guilds }
}
