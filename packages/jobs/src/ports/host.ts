import type { DownloadedImage } from '@fluxkit/core'
import type { Job } from '../job/job.ts'
import type { Json } from '../job/json.ts'
import type { JobEvent } from './events.ts'
import type { FluxService } from './service.ts'

/** Where an image was saved, and what else its record should contain. */
export type KeptImage = Json & { readonly kept: string }

/** What a job needs from the app that created it. */
export interface JobHost<Place = unknown, Effect = never> {
  /**
   * The service that a job was or is to be submitted to. `gone`: it was a sandbox that has stopped. `elsewhere`: this
   * program has no access to it now, so the job is left alone.
   */
  serviceFor(job: Job<Place>): Promise<FluxService | 'gone' | 'elsewhere'>
  /**
   * Saves an image, with the app's own metadata, name and index. May be called again for the same image after a
   * crash.
   *
   * @returns Where it was saved, and what else the record should contain about it (width, height).
   */
  keep(job: Job<Place>, index: number, image: DownloadedImage, signal: AbortSignal): Promise<KeptImage>
  /**
   * What must be done before the first submission, such as the upload of a local image.
   *
   * @returns Fields to add to the request; they are stored, so that this isn't repeated.
   * @throws {JobRefusal} when nothing should be submitted; errors of core
   */
  prepare?(job: Job<Place>, signal: AbortSignal): Promise<Json | undefined>
  /** What must be done when all images are saved and before the job is done. May be called again after a crash. */
  finish?(job: Job<Place>, signal: AbortSignal): Promise<void>
  /**
   * May a job that was created but never submitted be submitted now? Called when another process created it, because
   * it isn't known whether it is still wanted.
   *
   * @param isStale No running process has wanted it for an hour. Default answer: `leave`.
   */
  confirm?(job: Job<Place>, isStale: boolean): Promise<'submit' | 'leave' | 'discard'>
  /**
   * May a job have been submitted although its record says that nothing was? After a backup was put back, and when no
   * process ran for long. Then it is searched for, and rests until {@link Runner.confirm} unless it is found. Pure.
   *
   * @param isStale No running process has wanted it for an hour.
   */
  isDoubtful?(job: Job<Place>, isStale: boolean): boolean
  /**
   * Does this process keep a finished job, until {@link Runner.letGo}? Then no other process can do what follows
   * at the same time, such as reporting it. Default: no. Pure.
   */
  holdsEnd?(job: Job<Place>): boolean
  /** Rows that the store writes in the same transaction. Pure; called again when a write is repeated. */
  effectsOf?(before: Job<Place> | undefined, after: Job<Place>): readonly Effect[]
  /** Must not throw. */
  onEvent?(event: JobEvent<Place>): void
  /** Something failed while watching: records couldn't be listed, or a bug. It is retried. Must not throw. */
  onError?(error: unknown): void
}
