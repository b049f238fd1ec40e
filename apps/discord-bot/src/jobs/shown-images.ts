import { fitImage } from '../images/fit-image.ts'
import type { ShownImage } from '../views/result-view.ts'
import type { Job } from '../model/job.ts'
import type { JobTools } from './job-tools.ts'

/** The job's images as they can be shown where a file may have so many bytes. */
export function imagesFor({ images }: Pick<JobTools, 'images'>, job: Job, maxBytes: number): Promise<ShownImage[]> {
  return Promise.all(
    job.images.map(async ({ url, hash, extension }): Promise<ShownImage> => {
      const bytes = hash && extension ? await images.read({ hash, extension }, url) : undefined
      if (!bytes || !extension) return { kind: 'link', url, reason: 'unavailable' }
      const fitted = await fitImage({ bytes, extension }, maxBytes)
      return fitted ? { kind: 'file', ...fitted } : { kind: 'link', url, reason: 'too-large' }
    }),
  )
}
