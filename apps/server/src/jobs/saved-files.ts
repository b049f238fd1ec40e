import type { Job } from '@fluxkit/jobs'
import type { ImageFacts } from './save-image.ts'

/** A job's image on this machine. */
export interface SavedFile extends Partial<ImageFacts> {
  readonly path: string
  /** The link of the service, which may not last. */
  readonly url: string
}

/** The saved images of a job, with what its record says about them. */
export function savedFiles({ images }: Pick<Job, 'images'>): SavedFile[] {
  return images.flatMap(({ url, kept, seed: _seed, tries: _tries, ...facts }) =>
    // Empty: the user has forgotten the job.
    kept === undefined || kept === '' ? [] : [{ ...(facts as Partial<ImageFacts>), path: kept, url }],
  )
}

/** Links of images that may be paid for and aren't saved. */
export function unsavedLinks({ images }: Pick<Job, 'images'>): string[] {
  return images.flatMap(({ url, kept }) => (kept === undefined ? [url] : []))
}
