import type { Clock } from '@fluxkit/core/node'
import type { Config } from '../config/config.ts'
import type { DiscordPort } from '../discord/discord-port.ts'
import type { JobRunner } from '../jobs/job-runner.ts'
import type { Log } from '../ports/log.ts'
import type { RateLimit } from '../limits/rate-limit.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { InputSourceCheck } from '../images/check-input-source.ts'
import type { ImageStore } from '../images/image-store.ts'
import type { Store } from '../store/store.ts'

/** What handlers may use, without a Discord client. */
export interface HandlerTools {
  readonly store: Store
  readonly discord: DiscordPort
  readonly runner: Pick<
    JobRunner,
    'announce' | 'announceAll' | 'answerBy' | 'cancel' | 'confirm' | 'fetch' | 'forget' | 'forgetImages'
  >
  readonly images: ImageStore
  readonly checkInputSource: InputSourceCheck
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  readonly config: Config
  /** The application's owner or team: they may spend everywhere. */
  readonly owners: () => ReadonlySet<string>
  /** Reports of one member. */
  readonly reports: RateLimit
  /** Logs an error, once, that another bot with the same token answers interactions. */
  readonly warnOfRival: () => void
  /** After SIGTERM nothing new is accepted if the next process receives the same interactions. */
  readonly isDraining: () => boolean
  /** This process stops soon: work that can continue elsewhere is aborted. */
  readonly isStopping: () => boolean
}
