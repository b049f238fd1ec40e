import { rulesFor } from '../limits/rules-for.ts'
import { type LeftImages, remainingImages, usageIn, usageQueries } from '../limits/check-limits.ts'
import type { Job } from '../model/job.ts'
import type { JobTools } from './job-tools.ts'

type LeftTools = Pick<JobTools, 'store' | 'config' | 'clock' | 'log'>

/**
 * What is left of the limits of a job's user, the job included once it has been saved.
 *
 * @returns `undefined` without a rule of images, and when it can't be read: a number isn't worth a failure
 */
export async function readLeft(
  { store, config, clock, log }: LeftTools,
  { id, place }: Pick<Job, 'id' | 'place'>,
): Promise<LeftImages | undefined> {
  try {
    const nowMs = clock.now()
    const rules = rulesFor(place.guildId, await store.settings.get(place.guildId), config)
    const images = rules.filter(({ measure }) => measure === 'images')
    const demand = { ...place, images: 0, units: 0 }
    const queries = usageQueries(images, demand, nowMs)
    const usages = await store.jobs.usages(place.guildId, queries)
    return remainingImages(images, demand, usageIn(queries, usages), nowMs)
  } catch (error) {
    log.warn({ jobId: id, error }, 'what is left of the limits could not be read')
    return undefined
  }
}

/** The same for a job that has been saved: known from its reservation, or read once. Images that didn't come don't count. */
export async function leftOf(
  tools: LeftTools,
  job: Pick<Job, 'id' | 'place'> & { readonly missing?: number },
): Promise<LeftImages | undefined> {
  const { leftImages } = tools.store
  const known = job.missing ? undefined : leftImages.of(job.id)
  if (known) return known.left
  const left = await readLeft(tools, job)
  leftImages.note(job.id, left)
  return left
}
