import { isBlockedByAutoMod } from '../discord/discord-errors.ts'
import { isGroupDone, jobsOfGroup } from '../model/group.ts'
import type { Job, JobGroup } from '../model/job.ts'
import { contextFor } from '../views/context.ts'
import { groupProgressView } from '../views/group-view.ts'
import { rungsFor } from './delivery-ladder.ts'
import type { JobTools } from './job-tools.ts'
import { leftOf } from './left-images.ts'

/** More changes during one edit would be a service that answers in no time. */
const maxEdits = 5

/** `overtaken`: all jobs ended while an edit was on its way, which may have arrived after their images and replaced them. */
export type ShownProgress = 'shown' | 'overtaken'

/** Shows where the jobs of a comparison stand, until all have ended. Never fails: the result matters, not its announcement. */
export async function showGroupProgress(tools: JobTools, job: Job): Promise<ShownProgress> {
  const { store, discord, clock, log } = tools
  if (!job.group || !rungsFor(job, clock.now()).includes('answer')) return 'shown'
  const context = contextFor(job.place.locale, tools.config.FLUXKIT_CURRENCY)

  async function edit(jobs: readonly Job[]): Promise<void> {
    const left = await leftOf(tools, jobs[0] ?? job)
    const show = (withoutPrompt: boolean): Promise<unknown> =>
      discord.editReply(job.place, groupProgressView(jobs, { left, withoutPrompt }, context))
    await show(false).catch((error: unknown) => {
      if (!isBlockedByAutoMod(error)) throw error
      return show(true)
    })
  }

  const failed = (error: unknown): void => log.info({ jobId: job.id, error }, 'progress could not be shown')
  return showLatest(store.jobs, job.group, (jobs) => edit(jobs).catch(failed)).catch((error: unknown) => {
    failed(error)
    return 'shown'
  })
}

/**
 * Several processes work on one comparison and edit its message, each with what it has read before. Discord keeps what arrives
 * last. So every one of them reads again after its edit: what has changed meanwhile it shows again, and the last one to
 * arrive shows what is true.
 */
export async function showLatest(
  reader: Parameters<typeof jobsOfGroup>[0],
  group: JobGroup,
  show: (jobs: readonly Job[]) => Promise<void>,
): Promise<ShownProgress> {
  let shown: string | undefined
  for (let edits = 0; edits < maxEdits; edits++) {
    const jobs = await jobsOfGroup(reader, group)
    if (isGroupDone(jobs)) return shown === undefined ? 'shown' : 'overtaken'
    const version = versionOf(jobs)
    if (version === shown) break
    await show(jobs)
    shown = version
  }
  return 'shown'
}

/** What progress shows of them. */
function versionOf(jobs: readonly Job[]): string {
  return JSON.stringify(jobs.map(({ state, images, missing }) => [state, images.length, missing]))
}
