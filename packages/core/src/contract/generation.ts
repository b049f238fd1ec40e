import type { SentSize } from './choose-size.ts'
import type { Cost } from './answer-schemas.ts'
import type { GeneratedImage } from './image.ts'

/** The images of a finished task. */
export interface Generation {
  /** Empty only when the answer to a synchronous submission named none. */
  readonly taskId: string
  readonly traceId?: string
  readonly images: readonly GeneratedImage[]
  /** As the service measured it, where it did. */
  readonly elapsedMs?: number
  /** The size that was sent, and who chose it; absent when this call did not submit. */
  readonly size?: SentSize
  /** What the service charged, where it says so. */
  readonly cost?: Cost
  /** How many requested images are missing; absent when there are none, or when the number is not known. */
  readonly missingImages?: number
  /** The task or answer as received, for fields that Fluxkit does not know. */
  readonly raw: Readonly<Record<string, unknown>>
}
