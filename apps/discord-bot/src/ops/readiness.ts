import type { Clock } from '@fluxkit/core'
import type { Store } from '../store/store.ts'

/** What a process needs for its role; the rest is absent. */
export interface Readiness {
  /** Do interactions arrive? */
  readonly discord?: boolean
  readonly store: boolean
  /** Does the Flux API answer? */
  readonly api?: boolean
  /** Can images be kept? Without it members still get answers. */
  readonly images?: boolean
  readonly draining: boolean
  /** Age of the oldest job that waits. */
  readonly oldestQueuedSeconds?: number
}

export interface ReadinessParts {
  readonly store: Pick<Store, 'check' | 'jobs'>
  readonly clock: Pick<Clock, 'now'>
  /** Absent in a process that answers no interactions. */
  readonly isConnected: (() => boolean) | undefined
  /** Absent in a process that works on no jobs: interactions don’t go elsewhere because the queue has stopped. */
  readonly isApiUp: (() => Promise<boolean>) | undefined
  readonly canKeepImages: () => boolean
  readonly isDraining: () => boolean
}

/** Checks everything now. */
export async function readReadiness(parts: ReadinessParts): Promise<Readiness> {
  const { store, isConnected, isApiUp, canKeepImages, isDraining } = parts
  return {
    ...(isConnected && { discord: isConnected() }),
    store: await store.check().then(
      () => true,
      () => false,
    ),
    images: canKeepImages(),
    draining: isDraining(),
    ...(isApiUp && { api: await isApiUp(), oldestQueuedSeconds: await oldestQueuedSeconds(parts) }),
  }
}

async function oldestQueuedSeconds({ store, clock }: ReadinessParts): Promise<number> {
  const oldestMs = (await store.jobs.oldestQueuedMs()) ?? clock.now()
  return Math.max(0, (clock.now() - oldestMs) / 1000)
}
