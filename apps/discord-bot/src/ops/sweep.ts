import { defaultGuildSettings } from '../store/guild-settings.ts'
import type { JobTools } from '../jobs/job-tools.ts'

const dayMs = 86_400_000
const hourMs = 3_600_000

/** Forgets what is older than it may be: jobs by each server's retention, drafts by a day, pictures that nobody names. */
export async function sweep({ store, pictures, clock, config, log }: JobTools): Promise<void> {
  const nowMs = Math.round(clock.now())
  let forgotten = 0
  for (const guildId of await store.jobs.guildKeys()) {
    const settings = guildId === null ? defaultGuildSettings : await store.settings.get(guildId)
    const days = settings.retentionDays ?? config.FLUXKIT_RETENTION_DAYS
    forgotten += await store.jobs.expire(guildId, nowMs - days * dayMs)
  }
  await store.drafts.forgetBefore(nowMs - dayMs)
  const removed = await pictures.sweep(await store.jobs.pictureHashes(), nowMs - hourMs)
  if (forgotten + removed > 0) log.info({ jobs: forgotten, pictures: removed }, 'forgotten by age')
}
