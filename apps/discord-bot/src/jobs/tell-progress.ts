import { isBlockedByAutoMod } from '../discord/discord-errors.ts'
import type { MessageRef } from '../discord/discord-port.ts'
import { leftText } from '../limits/left-text.ts'
import { progressView, withoutPrompt } from '../views/progress-view.ts'
import { contextOf } from './deliver.ts'
import { rungsFor } from './delivery-ladder.ts'
import { expectedDurationMs } from './durations.ts'
import type { Job } from './job.ts'
import type { JobTools } from './job-tools.ts'

/** Brings the one message of a job up to date. Never fails: the result matters, not its announcement. */
export async function tellProgress(tools: JobTools, job: Job): Promise<void> {
  const { store, discord, clock, log } = tools
  if (!rungsFor(job, clock.now()).includes('answer')) return
  const context = contextOf(tools, job)
  const left = await leftText(tools, job.place, context.say, clock.now())
  const progress =
    job.state === 'running'
      ? ({
          stage: 'running',
          nowMs: clock.now(),
          etaMs: (job.submittedMs ?? clock.now()) + (await expectedDurationMs(store.jobs, job.request.model)),
        } as const)
      : ({ stage: 'queued', position: await store.jobs.queuePosition(job.id) } as const)
  const show = (one: Job): Promise<MessageRef> =>
    discord.editReply(job.place, progressView(one, progress, left, context))
  try {
    const shown = await show(job).catch((error: unknown) => {
      if (!isBlockedByAutoMod(error)) throw error
      return show(withoutPrompt(job))
    })
    // Known once: should the result need a message of its own, this one is taken away.
    if (job.state === 'running' && job.messageId === undefined && !job.request.private) {
      await store.jobs.setMessage(job.id, shown)
    }
  } catch (error) {
    log.info({ jobId: job.id, error }, 'progress could not be shown')
  }
}
