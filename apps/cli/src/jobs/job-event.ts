import type { Job } from './job.ts'

/** A picture that has been written to disk. */
export interface SavedPicture {
  readonly path: string
  readonly url: string
  readonly seed?: number | string
  readonly format: string
  readonly width: number
  readonly height: number
  /** Of the file as it lies on disk. */
  readonly sizeBytes: number
  /** Whether prompt and parameters are in the file. */
  readonly hasMetadata: boolean
}

/** What happens to a job, as it happens. */
export type JobEvent =
  | { readonly type: 'submitting'; readonly job: Job }
  | { readonly type: 'submitted'; readonly job: Job; readonly late: boolean }
  | {
      readonly type: 'running'
      readonly job: Job
      readonly state: 'queued' | 'running'
      readonly elapsedMs: number
      readonly expectedMs: number
    }
  /** A look at the task failed; the wait goes on. */
  | { readonly type: 'look-failed'; readonly job: Job; readonly error: unknown }
  | { readonly type: 'succeeded'; readonly job: Job }
  | {
      readonly type: 'saved'
      readonly job: Job
      readonly picture: SavedPicture
      readonly bytes: Uint8Array<ArrayBuffer>
    }
  /** How far the job is could not be written down; the work goes on. */
  | { readonly type: 'journal-failed'; readonly job: Job; readonly error: unknown }
  /** Another process was quicker. */
  | { readonly type: 'already-saved'; readonly job: Job }
  | { readonly type: 'failed'; readonly job: Job; readonly error: unknown }

/** How the work on a job ended here. `job.state` tells where it stands. */
export interface JobOutcome {
  readonly job: Job
  readonly pictures: readonly SavedPicture[]
  readonly error?: unknown
}
