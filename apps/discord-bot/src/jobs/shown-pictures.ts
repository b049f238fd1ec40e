import { fitPicture } from '../pictures/fit-picture.ts'
import type { ShownPicture } from '../views/result-view.ts'
import type { Job } from '../job/job.ts'
import type { JobTools } from './job-tools.ts'

/** The job's images as they can be shown where a file may have so many bytes. */
export function picturesFor(
  { pictures }: Pick<JobTools, 'pictures'>,
  job: Job,
  maxBytes: number,
): Promise<ShownPicture[]> {
  return Promise.all(
    job.pictures.map(async ({ url, hash, extension }): Promise<ShownPicture> => {
      const bytes = hash && extension ? await pictures.read({ hash, extension }) : undefined
      if (!bytes || !extension) return { kind: 'link', url, reason: 'unavailable' }
      const fitted = await fitPicture({ bytes, extension }, maxBytes)
      return fitted ? { kind: 'file', ...fitted } : { kind: 'link', url, reason: 'too-large' }
    }),
  )
}
