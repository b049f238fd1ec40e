import { type JobHost, JobRefusal, type JobStore, type Runner } from '@fluxkit/jobs'
import type { Place } from '../model/jobs/place.ts'
import { isOwn } from './own-entries.ts'

export interface Downloads {
  readonly store: Pick<JobStore<Place>, 'read'>
  readonly host: Pick<JobHost<Place>, 'serviceFor' | 'keep'>
  readonly runner: Pick<Runner<Place>, 'amend'>
}

/**
 * Downloads an image of a finished job again, from the link that its record remembers, and saves it where the job's images
 * go. Costs nothing.
 *
 * @returns Where it is now.
 * @throws When the record has no such link, its service can't be reached from here, the link has expired, or the disk refuses
 */
export async function downloadAgain({ store, host, runner }: Downloads, id: string, index: number): Promise<string> {
  const entry = await store.read(id)
  const image = entry && isOwn(entry) ? entry.job.images[index] : undefined
  if (!entry || !isOwn(entry) || !image) throw new JobRefusal('invalid_request', 'The record has no link of the image.')
  const { job } = entry
  const service = await host.serviceFor(job)
  if (typeof service === 'string') throw new JobRefusal('elsewhere', 'The image is at another service.')
  const { signal } = new AbortController()
  const downloaded = await service.download(image.url, { signal, ...(job.task && { taskId: job.task.id }) })
  const facts = await host.keep(job, index, downloaded, signal)
  await runner.amend(id, (now) => ({
    ...now,
    images: now.images.map((each, at) => (at === index ? { ...each, ...facts, isDropped: false } : each)),
  }))
  return facts.kept
}
