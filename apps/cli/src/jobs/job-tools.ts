import type { Clock, FluxClient, GeneratedImage } from '@fluxkit/core'
import type { JobEvent, SavedPicture } from './job-event.ts'
import type { JobLocks } from './job-lock.ts'
import type { JobStore } from './job-store.ts'
import type { Job } from './job.ts'

/** What working on jobs needs from outside. */
export interface JobTools {
  readonly client: FluxClient
  readonly store: JobStore
  readonly locks: JobLocks
  readonly clock: Clock
  /** Ends waits, downloads and submissions. */
  readonly stop: AbortSignal
  readonly deadlineMs: number
  readonly emit: (event: JobEvent) => void
  /** Downloads one picture and writes it as the job wants it. */
  readonly savePicture: (
    job: Job,
    image: Pick<GeneratedImage, 'url' | 'seed'>,
    index: number,
  ) => Promise<{ readonly picture: SavedPicture; readonly bytes: Uint8Array<ArrayBuffer> }>
}
