import { nextStepAfter, readDiscordFailure } from '../discord/discord-errors.ts'
import type { MessageRef, MessageView } from '../discord/discord-port.ts'
import { textsFor } from '../i18n/texts.ts'
import { leftText } from '../limits/left-text.ts'
import { textBlock } from '../views/components.ts'
import type { ViewContext } from '../views/context.ts'
import { failureView } from '../views/failure-view.ts'
import { resultView } from '../views/result-view.ts'
import { picturesFor } from './collect-pictures.ts'
import { nonceFor, rungsFor, type Rung } from './delivery-ladder.ts'
import type { Job } from './job.ts'
import type { JobTools } from './job-tools.ts'

/** Files in messages that answer no interaction. */
const usualLimitBytes = 10 * 1024 * 1024
/** Below this a picture is linked rather than shrunk again. */
const smallestLimitBytes = 256 * 1024

/**
 * Tells a person how a job ended, by the first way that works, and writes down that it is told.
 * @returns false when it may work later
 */
export async function deliver(tools: JobTools, job: Job): Promise<boolean> {
  const { store, clock, log, metrics } = tools
  for (const rung of rungsFor(job, clock.now())) {
    const sent = await tryRung(tools, job, rung)
    if (sent === 'later') return false
    if (sent === 'closed') continue
    await store.jobs.setDelivery(job.id, 'delivered', sent)
    metrics.deliveries.inc({ way: rung })
    log.info({ jobId: job.id, way: rung, state: job.state }, 'delivered')
    if (rung === 'answer') await pingIfLong(tools, job)
    return true
  }
  await store.jobs.setDelivery(job.id, 'kept')
  metrics.deliveries.inc({ way: 'kept' })
  log.warn({ jobId: job.id, state: job.state }, 'nobody could be told; kept')
  return true
}

async function tryRung(tools: JobTools, job: Job, rung: Rung): Promise<MessageRef | 'later' | 'closed'> {
  let maxBytes = rung === 'answer' ? job.place.attachmentLimitBytes : usualLimitBytes
  let withoutPrompt = false
  for (;;) {
    const view = await viewOf(tools, job, { maxBytes, withoutPrompt, mention: rung !== 'answer' })
    try {
      return await send(tools, job, rung, view, withoutPrompt)
    } catch (error) {
      const step = nextStepAfter(readDiscordFailure(error))
      tools.log.warn({ jobId: job.id, way: rung, step, error }, 'a message was not taken')
      if (step === 'later') return 'later'
      if (step === 'smaller' && maxBytes > 0) maxBytes = maxBytes / 2 < smallestLimitBytes ? 0 : maxBytes / 2
      else if (step === 'plain' && !withoutPrompt) withoutPrompt = true
      else return 'closed'
    }
  }
}

async function send(
  { discord }: JobTools,
  job: Job,
  rung: Rung,
  view: MessageView,
  isPlain: boolean,
): Promise<MessageRef> {
  if (rung === 'answer') return discord.editReply(job.place, view)
  const channelId = rung === 'channel' ? job.place.channelId : await discord.openDirect(job.place.userId)
  return discord.post(channelId, view, nonceFor(job.id, 'result', isPlain))
}

interface ViewOptions {
  readonly maxBytes: number
  readonly withoutPrompt: boolean
  readonly mention: boolean
}

async function viewOf(tools: JobTools, job: Job, { maxBytes, ...options }: ViewOptions): Promise<MessageView> {
  const context = contextOf(tools, job)
  if (job.state !== 'succeeded') return failureView(job, options, context)
  const pictures = await picturesFor(tools, job, maxBytes)
  const left = await leftText(tools, job.place, context.say, tools.clock.now())
  return resultView(job, pictures, { ...options, left }, context)
}

/** An edit makes no sound: who has waited long gets a message that does. */
async function pingIfLong({ config, discord, log, clock }: JobTools, job: Job): Promise<void> {
  const waitedMs = clock.now() - job.createdMs
  if (waitedMs < config.FLUXKIT_PING_AFTER_SECONDS * 1000) return
  if (job.place.guildId === null || job.request.private || job.state !== 'succeeded') return
  const { userId, channelId, locale } = job.place
  const text = textsFor(locale)('readyFor', { user: `<@${userId}>` })
  const view = { components: [textBlock([text])], pingUserId: userId }
  await discord.post(channelId, view, nonceFor(job.id, 'ping', false)).catch((error: unknown) => {
    log.info({ jobId: job.id, error }, 'no ping')
  })
}

export function contextOf({ config }: Pick<JobTools, 'config'>, { place }: Pick<Job, 'place'>): ViewContext {
  return { say: textsFor(place.locale), locale: place.locale, currency: config.FLUXKIT_CURRENCY }
}
