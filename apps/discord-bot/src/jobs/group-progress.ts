import { isBlockedByAutoMod } from '../discord/discord-errors.ts'
import { isGroupDone, jobsOfGroup } from '../model/group.ts'
import type { Job } from '../model/job.ts'
import { contextFor } from '../views/context.ts'
import { groupProgressView } from '../views/group-view.ts'
import { rungsFor } from './delivery-ladder.ts'
import type { JobTools } from './job-tools.ts'
import { leftOf } from './left-images.ts'

/** Shows where the jobs of a comparison stand, until all have ended. Never fails: the result matters, not its announcement. */
export async function showGroupProgress(tools: JobTools, job: Job): Promise<void> {
  const { store, discord, clock, log } = tools
  if (!job.group || !rungsFor(job, clock.now()).includes('answer')) return
  try {
    const jobs = await jobsOfGroup(store.jobs, job.group)
    if (isGroupDone(jobs)) return
    const context = contextFor(job.place.locale, tools.config.FLUXKIT_CURRENCY)
    const left = await leftOf(tools, jobs[0] ?? job)
    const show = (withoutPrompt: boolean): Promise<unknown> =>
      discord.editReply(job.place, groupProgressView(jobs, { left, withoutPrompt }, context))
    await show(false).catch((error: unknown) => {
      if (!isBlockedByAutoMod(error)) throw error
      return show(true)
    })
  } catch (error) {
    log.info({ jobId: job.id, error }, 'progress could not be shown')
  }
}
