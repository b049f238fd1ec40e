import { nextStepAfter, readDiscordFailure } from '../discord/discord-errors.ts'
import { refused } from '../pipeline/refusal.ts'
import { refusalView } from '../views/refusal-view.ts'
import { contextOf } from './deliver.ts'
import { rungsFor } from './delivery-ladder.ts'
import type { Job } from './job.ts'
import type { JobTools } from './job-tools.ts'
import { deliveryPauseMs, type RunResult } from './run-result.ts'

/**
 * An order whose process died around its first answer: nothing was submitted. Where the answer stands, it is changed into
 * an honest end with the words kept; where it never arrived, Discord itself has told so.
 */
export async function withdrawLost(tools: JobTools, job: Job, owner: string): Promise<RunResult> {
  const { store, discord, clock, log, metrics } = tools
  const nowMs = Math.round(clock.now())
  const { id, request, place } = job
  if (rungsFor(job, nowMs).includes('answer')) {
    const pictureUrls = request.imageUrl === undefined ? [] : [request.imageUrl]
    await store.drafts.put({ id, userId: place.userId, createdMs: nowMs, request, pictureUrls })
    try {
      await discord.editReply(place, refusalView(refused('refusedRestarted'), id, contextOf(tools, job)))
    } catch (error) {
      const step = nextStepAfter(readDiscordFailure(error))
      log.info({ jobId: id, step, error }, 'nobody could be told that an order was lost')
      if (step === 'later') return { kind: 'put-off', untilMs: nowMs + deliveryPauseMs }
    }
  }
  const change = { finishedMs: nowMs, costUnits: 0, images: 0 }
  if (await store.jobs.move(id, 'announced', 'withdrawn', change, owner)) {
    metrics.moneyUnits.inc({ kind: 'refunded' }, job.estimateUnits)
    log.warn({ jobId: id }, 'found before its first answer was known to have arrived: withdrawn, nothing was submitted')
  }
  return { kind: 'done' }
}
