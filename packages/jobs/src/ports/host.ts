import type { DownloadedImage } from '@fluxkit/core'
import type { Job } from '../job/job.ts'
import type { Json } from '../job/json.ts'
import type { JobEvent } from './events.ts'
import type { FluxService } from './service.ts'

/** Where an image is kept, and what else its record should say. */
export type KeptImage = Json & { readonly kept: string }

/** What a job needs of the app that made it. */
export interface JobHost<Place = unknown, Effect = never> {
  /**
   * The service that a job was or is to be submitted to. `gone`: it was a sandbox that has ended. `elsewhere`: this
   * program has no access to it now, so the job is left alone.
   */
  serviceFor(job: Job<Place>): Promise<FluxService | 'gone' | 'elsewhere'>
  /**
   * Saves an image, and embeds, names and indexes it as the app wants. May be called again for the same image after a
   * crash.
   *
   * @returns Where it is kept, and what else the record should say of the image (width, height).
   */
  keep(job: Job<Place>, index: number, image: DownloadedImage, signal: AbortSignal): Promise<KeptImage>
  /**
   * What must be done before the first submission, such as the upload of a local image.
   *
   * @returns Fields that the request gains; they are stored, so that it isn't done again.
   * @throws {JobRefusal} when nothing should be submitted; and errors of core
   */
  prepare?(job: Job<Place>, signal: AbortSignal): Promise<Json | undefined>
  /** What must be done when all images are saved and before the job is done. May be called again after a crash. */
  finish?(job: Job<Place>, signal: AbortSignal): Promise<void>
  /**
   * May a job that was created and never submitted be submitted now? Called when another process created it, so that
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
  /** Rows that a store writes in the same transaction. Pure; called again when a write is repeated. */
  effectsOf?(before: Job<Place> | undefined, after: Job<Place>): readonly Effect[]
  /** Must not throw. */
  onEvent?(event: JobEvent<Place>): void
  /** Something failed while watching: records can't be listed, or a mistake in a program. It is tried again. Must not throw. */
  onError?(error: unknown): void
}
