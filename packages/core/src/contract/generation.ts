import type { GeneratedImage } from './image.ts'

/** The pictures of a finished task. */
export interface Generation {
  /** Empty only when the answer to a synchronous submission named none. */
  readonly taskId: string
  readonly traceId?: string
  readonly images: readonly GeneratedImage[]
  /** As the service measured it, where it did. */
  readonly elapsedMs?: number
  /** The task or answer as it came, for fields that Fluxkit does not know. */
  readonly raw: Readonly<Record<string, unknown>>
}
