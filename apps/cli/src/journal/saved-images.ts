import type { Job } from '@fluxkit/jobs'

/** What `keep` notes of an image beside its path. */
export interface ImageFacts {
  readonly format: string
  readonly width: number
  readonly height: number
  /** Of the file as it lies on disk. */
  readonly sizeBytes: number
  /** Are prompt and parameters in the file? */
  readonly hasMetadata: boolean
}

/** An image of a job that is on this machine. */
export interface SavedImage extends Partial<ImageFacts> {
  /** From 0, the position in the job. */
  readonly index: number
  readonly path: string
  readonly url: string
  readonly seed?: number | string
}

/** The images of a job that are saved, with what its record says of them. */
export function savedImages({ images }: Pick<Job, 'images'>): SavedImage[] {
  return images.flatMap(({ url, kept, seed, tries: _tries, ...facts }, index) =>
    kept === undefined ? [] : [{ ...facts, ...(seed !== undefined && { seed }), index, path: kept, url }],
  )
}
