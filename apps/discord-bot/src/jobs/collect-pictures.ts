import { isFluxError } from '@fluxkit/core/node'
import type { ShownPicture } from '../views/result-view.ts'
import { fitPicture } from '../pictures/fit-picture.ts'
import type { Job } from './job.ts'
import type { JobTools } from './job-tools.ts'

/** Fetches the pictures that are not kept yet. One that cannot be fetched stays a link. */
export async function collectPictures({ flux, pictures, store, log }: JobTools, job: Job): Promise<Job> {
  const collected = await Promise.all(
    job.pictures.map(async (picture) => {
      if (picture.hash !== undefined) return picture
      try {
        const { bytes, extension } = await flux.images.download(picture.url, { taskId: job.taskId ?? '' })
        return { ...picture, ...(await pictures.save(bytes, extension)) }
      } catch (error) {
        if (!isFluxError(error)) throw error
        log.warn({ jobId: job.id, error }, 'a picture could not be fetched')
        return picture
      }
    }),
  )
  if (collected.every((picture, index) => picture === job.pictures[index])) return job
  await store.jobs.setPictures(job.id, collected)
  return { ...job, pictures: collected }
}

/** The job's pictures as they can be shown where a file may have so many bytes. */
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
