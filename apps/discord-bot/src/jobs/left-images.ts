import type { GuildSettings } from '../limits/guild-settings.ts'
import { rulesFor } from '../limits/rules-for.ts'
import { type LeftImages, remainingImages, usageIn, usageQueries } from '../limits/check-limits.ts'
import type { Job } from '../model/job.ts'
import type { JobTools } from './job-tools.ts'

/** Jobs that are remembered: more than run at a time. */
const maxRemembered = 10_000

/** What is left of the limits of a job's user, the job included. Read once for each job, when it has been saved. */
export interface LeftOver {
  /**
   * A number that can't be read isn't worth a failure: it isn't shown then.
   * @param settings of its server, where they are known already
   */
  of(
    job: Pick<Job, 'id' | 'place'> & { readonly missing?: number },
    settings?: GuildSettings,
  ): Promise<LeftImages | undefined>
}

export function createLeftOver(tools: Pick<JobTools, 'store' | 'config' | 'clock' | 'log'>): LeftOver {
  const { store, config, clock, log } = tools
  const known = new Map<string, LeftImages | undefined>()

  async function read(
    { id, place }: Pick<Job, 'id' | 'place'>,
    given?: GuildSettings,
  ): Promise<LeftImages | undefined> {
    try {
      const nowMs = clock.now()
      const settings = given ?? (await store.settings.get(place.guildId))
      const rules = rulesFor(place.guildId, settings, config)
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

  return {
    async of(job, settings) {
      // Images that didn't come don't count.
      const isCurrent = known.has(job.id) && !job.missing
      if (isCurrent) return known.get(job.id)
      const left = await read(job, settings)
      known.set(job.id, left)
      const [oldest] = known.keys()
      if (known.size > maxRemembered && oldest !== undefined) known.delete(oldest)
      return left
    },
  }
}
