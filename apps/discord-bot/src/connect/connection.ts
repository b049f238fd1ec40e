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
  /** Rejects when Discord has refused the bot permanently. */
  readonly failed: Promise<never>
  /** The page that Discord sends interactions to; absent: they don't come over HTTP. */
  readonly page?: Hono | undefined
  /** Do interactions arrive? */
  isReady(): boolean
  /**
   * Starts accepting interactions.
   * @throws Error if none would arrive
   */
  open(application: Application): Promise<void>
  /** Checks the application's settings at Discord again later, and logs what this connection lacks. */
  compare(application: Application): void
  close(): Promise<void>
}

export interface ConnectionTools {
  readonly config: Config
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  /** Handles an interaction; never rejects. */
  readonly receive: (raw: APIInteraction) => Promise<void>
}
