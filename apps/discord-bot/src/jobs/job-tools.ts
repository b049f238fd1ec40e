import type { Clock } from '@fluxkit/core/node'
import type { Config } from '../config/config.ts'
import type { DiscordPort } from '../discord/discord-port.ts'
import type { ImageStore } from '../images/image-store.ts'
import type { Store, StoreStart } from '../store/store.ts'
import type { Log } from '../ports/log.ts'
import type { Metrics } from '../ports/metrics.ts'
import type { Tracing } from '../ports/tracing.ts'

/** What working on jobs needs in addition to the service. */
export interface JobTools {
  readonly store: Store
  readonly discord: DiscordPort
  readonly images: ImageStore
  readonly clock: Clock
  readonly log: Log
  readonly metrics: Metrics
  readonly config: Config
  /** Absent: nobody collects traces. */
  readonly tracing?: Tracing | undefined
  /** Whether the store's data was put in place of newer data: what looks unsubmitted may have been submitted before. */
  readonly past: StoreStart
}
