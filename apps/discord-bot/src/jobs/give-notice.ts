import { nextStepAfter, readDiscordFailure } from '../discord/discord-errors.ts'
import { textsFor } from '../language/translator.ts'
import { textBlock } from '../views/components.ts'
import { laterRungsFor, nonceFor } from './delivery-ladder.ts'
import type { DeliveryAttempt, NotifiedJob } from '../model/job.ts'
import type { JobTools } from './job-tools.ts'
import { keep } from './note-delivery.ts'

/**
 * The image may be there and cannot be seen: a text says where it surely is. After a crash it may be sent twice, which does
 * no harm.
 * @param attempt the one that may have arrived
 */
export async function giveNotice(
  tools: JobTools,
  job: NotifiedJob,
  attempt: DeliveryAttempt,
  owner: string,
): Promise<'delivered' | 'later' | 'lost'> {
  const { store, discord, log, metrics } = tools
  const { userId, channelId, locale } = job.place
  const text = textsFor(locale)('maybeShown', { user: `<@${userId}>` })
  const view = { components: [textBlock([text])], pingUserId: userId }
  for (const rung of laterRungsFor(job)) {
    if (!(await store.deliveries.noteAttempt(job.id, job.notice, attempt, owner))) return 'lost'
    try {
      const place = rung === 'channel' ? channelId : await discord.openDirect(userId)
      await discord.post(place, view, nonceFor(job.id, 'notice', false))
    } catch (error) {
      const step = nextStepAfter(readDiscordFailure(error))
      log.warn({ jobId: job.id, way: rung, step, error }, 'a notice was not taken')
      if (step === 'later') return 'later'
      continue
    }
    await store.deliveries.setDelivery(job.id, job.notice, 'kept', owner)
    metrics.deliveries.inc({ way: 'notice' })
    log.info({ jobId: job.id, state: job.state }, 'reported that the image may be there already; kept')
    return 'delivered'
  }
  return keep(tools, job, owner)
}
