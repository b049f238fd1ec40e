import type { RateLimit } from './accounts/rate-limit.ts'
import type { TokenTable } from './accounts/tokens.ts'
import type { SimulatorClock } from './clock/clock.ts'
import type { EditionName } from './contract/editions/edition.ts'

/** Milliseconds a task of a model takes at speed 1: a range for each model, or a function of both. */
export type Durations =
  | Readonly<Record<string, readonly [minMs: number, maxMs: number]>>
  | ((model: string, random: () => number) => number)

export interface SimulatorOptions {
  /** Edition of the service's contract. Default `any`: accepts what either edition accepts, and fills in defaults. */
  readonly contract?: EditionName
  /** Default: the machine's own. */
  readonly clock?: SimulatorClock
  /** Numbers in [0, 1). Default: the same sequence in every run; pass `Math.random` for variety. */
  readonly random?: () => number
  /** Ids of tasks, traces and uploads. Default: `crypto.randomUUID`, so that two runs never share an id. */
  readonly newId?: () => string
  /** 10 = tasks take a tenth of their time. Default 1. */
  readonly speed?: number
  /** Default: `durationMs` of {@link simulatedModels}. Divided by `speed`. */
  readonly durationsMs?: Durations
  /** Default: every token is valid except the special ones. With a table, tokens it does not name are invalid. */
  readonly tokens?: TokenTable
  /** The same for tokens of the platform, which begin with `platform-`. */
  readonly platformTokens?: TokenTable
  /** Credits of each token at the start. Default 10 million. */
  readonly balance?: number
  /** For each token, polls included. Default: none. */
  readonly rateLimit?: RateLimit
  /** Origin that image links point at. Default: the origin of the request for the image. */
  readonly publicUrl?: string
  /** Posts callbacks. Default: the global `fetch`. */
  readonly callbackFetch?: typeof fetch
  /** Fetches images to edit from elsewhere. Default: the global `fetch`, for loopback addresses only. */
  readonly imageFetch?: typeof fetch
  /** Drawn images kept ready; others are drawn again. Default 32. */
  readonly imageRetentionCount?: number
  /** Longest side of drawn images in pixels; larger ones are drawn smaller, in their shape. Default: as requested. */
  readonly maxImageSide?: number
  /** Tasks kept; finished ones are forgotten first. Default 10,000. */
  readonly taskRetentionCount?: number
}
