import type { Job } from '@fluxkit/jobs'

/** What `keep` notes of an image beside its path. */
export interface ImageFacts {
  readonly format: string
  readonly width: number
  readonly height: number
  /** The size of the file on disk. */
  readonly sizeBytes: number
  /** Are prompt and parameters in the file? */
  readonly hasMetadata: boolean
}

/** A job's image on this machine. */
export interface SavedImage extends Partial<ImageFacts> {
  /** From 0, the position in the job. */
  readonly index: number
  readonly path: string
  readonly url: string
  readonly seed?: number | string
}

/** The saved images of a job, with what its record says about them. */
export function savedImages({ images }: Pick<Job, 'images'>): SavedImage[] {
  return images.flatMap(({ url, kept, seed, tries: _tries, ...facts }, index) =>
    kept === undefined ? [] : [{ ...facts, ...(seed !== undefined && { seed }), index, path: kept, url }],
  )
}
