import type { APIInteraction, REST } from 'discord.js'
import type { Clock } from '@fluxkit/core/node'
import type { Hono } from 'hono'
import type { Config } from '../config/config.ts'
import type { Application } from '../discord/read-application.ts'
import type { Log } from '../ports/log.ts'
import type { Metrics } from '../ports/metrics.ts'

/** How interactions reach this process: through the gateway, as HTTP requests, or not at all. */
export interface Connection {
  /** With the bot's token. */
  readonly rest: REST
  /** Rejects when Discord has refused the bot for good. */
  readonly failed: Promise<never>
  /** The page that Discord sends interactions to; absent: none come as HTTP requests. */
  readonly page?: Hono | undefined
  /** Do interactions arrive? */
  isReady(): boolean
  /**
   * Takes interactions from now on.
   * @throws Error when none would arrive
   */
  open(application: Application): Promise<void>
  /** Compares what Discord says of the application, later on, with what this connection needs, and logs what is wrong. */
  compare(application: Application): void
  close(): Promise<void>
}

export interface ConnectionTools {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  /** Handles an interaction from beginning to end; never rejects. */
  readonly receive: (raw: APIInteraction) => Promise<void>
}
