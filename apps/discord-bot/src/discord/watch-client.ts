import { Events, type Client } from 'discord.js'
import type { Log } from '../ports/log.ts'
import type { Metrics } from '../ports/metrics.ts'
import { untilTokenRefused, watchRest } from './watch-rest.ts'

/** Codes after which reconnecting is useless: token, shard, version, intents. Source: "Opcodes and Status Codes". */
const fatalCodes = new Set([4004, 4010, 4011, 4012, 4013, 4014])

/**
 * Listens to everything that discord.js reports.
 * @returns a promise that rejects when Discord has closed the connection for good: discord.js itself would stay up, deaf
 */
export function watchClient(client: Client, log: Log, metrics: Metrics): Promise<never> {
  // Without a listener an `error` event would end the process.
  client.on(Events.Error, (error) => log.error({ error }, 'the Discord client reports an error'))
  client.on(Events.Warn, (message) => log.warn({ detail: message }, 'the Discord client warns'))
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, 'reconnecting to Discord'))
  client.on(Events.ShardResume, (shard) => log.info({ shard }, 'the connection to Discord was resumed'))
  watchRest(client.rest, log, metrics)
  const failed = new Promise<never>((_, reject) => {
    client.on(Events.ShardDisconnect, ({ code }, shard) => {
      log.error({ code, shard }, 'Discord has closed the connection')
      if (fatalCodes.has(code)) reject(new Error(`Discord has closed the connection for good (${code}).`))
    })
    untilTokenRefused(client.rest).catch(reject)
    client.on(Events.Invalidated, () => reject(new Error('Discord has invalidated the session for good.')))
  })
  // It may fail before somebody listens.
  failed.catch(() => undefined)
  return failed
}
