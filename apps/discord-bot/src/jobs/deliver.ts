import { discordCodes, nextStepAfter, readDiscordFailure } from '../discord/discord-errors.ts'
import type { MessageRef, MessageView } from '../discord/discord-port.ts'
import { textsFor } from '../language/translator.ts'
import { textBlock } from '../views/components.ts'
import { contextFor, type ViewContext } from '../views/context.ts'
import { confirmView } from '../views/confirm-view.ts'
import { failureView } from '../views/failure-view.ts'
import { groupProgressView, groupResultView } from '../views/group-view.ts'
import { refusalView } from '../views/refusal-view.ts'
import { resultView } from '../views/result-view.ts'
import { mustCheckHistory, nonceFor, nonceHolds, rungsFor } from './delivery-ladder.ts'
import { findDelivered, findProgress, type Found } from './find-delivered.ts'
import { findParent } from './find-parent.ts'
import { giveNotice } from './give-notice.ts'
import { refused } from '../limits/refusal.ts'
import { imagesFor } from './shown-images.ts'
import { isGroupDone, jobsOfGroup } from '../model/group.ts'
import type { DeliveryAttempt, DeliveryWay, Job, JobGroup, NotifiedJob } from '../model/job.ts'
import type { JobTools } from './job-tools.ts'
import { leftOf } from './left-images.ts'
import { keep, markDelivered } from './note-delivery.ts'

/** Files in messages that answer no interaction. */
const usualLimitBytes = 10 * 1024 * 1024
/** Below this an image is linked rather than shrunk again. */
const smallestLimitBytes = 256 * 1024

const purposes = {
  confirm: 'confirm',
  result: 'result',
  failure: 'failure',
  cancelled: 'failure',
  unknown: 'unknown',
  overdue: 'overdue',
  links: 'links',
  stale: 'withdrawn',
  restarted: 'withdrawn',
} as const

/**
 * Notifies a user about a job, by the first channel that works, and records the delivery. Before every message it is
 * recorded that it is about to be sent: a process that finds the record checks whether it arrived, and never posts an image
 * that may be there.
 * @returns `later`: it may work in a while; `lost`: another process has taken the job over
 */
export async function deliver(
  tools: JobTools,
  job: NotifiedJob,
  owner: string,
): Promise<'delivered' | 'later' | 'lost'> {
  const { clock } = tools
  const attempt = job.attempt ?? attemptBefore(job)
  let mayBeThere = attempt !== undefined
  const rungs = rungsFor(job, clock.now())
  for (const rung of rungs) {
    if (attempt && mayBeThere && mustCheckHistory(attempt, rung, job)) {
      const found = await checkHistory(tools, job, attempt)
      if (found === 'later') return 'later'
      if (found === 'unreadable') {
        // A second message about a failure does no harm.
        if ((job.notice === 'result' || job.group) && !nonceHolds(attempt, rung, clock.now()))
          return giveNotice(tools, job, attempt, owner)
      } else if (found !== 'absent') return markDelivered(tools, job, attempt.way, found, owner)
      mayBeThere = false
    }
    const sent = await tryRung(tools, job, rung, owner)
    if (sent === 'later' || sent === 'lost') return sent
    if (sent === 'closed') continue
    await markDelivered(tools, job, rung, sent, owner)
    if (isEdit(rung)) await pingIfLong(tools, job)
    else await removeProgress(tools, job, sent)
    return 'delivered'
  }
  return keep(tools, job, owner)
}

/** The result may have been shown by a process whose records are gone. Nobody knows when. */
function attemptBefore({ wasRestored, notice, place, request, createdMs }: NotifiedJob): DeliveryAttempt | undefined {
  if (!wasRestored || notice !== 'result') return undefined
  return { way: place.guildId === null || request.private ? 'direct' : 'channel', atMs: createdMs }
}

async function checkHistory(
  { discord, log }: JobTools,
  job: NotifiedJob,
  attempt: DeliveryAttempt,
): Promise<Found | 'later'> {
  try {
    const found = await findDelivered(discord, job, attempt)
    const outcome = typeof found === 'string' ? found : 'found'
    log.info({ jobId: job.id, way: attempt.way, outcome }, 'looked whether the result is there already')
    return found
  } catch (error) {
    const step = nextStepAfter(readDiscordFailure(error))
    log.warn({ jobId: job.id, way: attempt.way, step, error }, 'it cannot be seen whether the result is there already')
    return step === 'later' ? 'later' : 'unreadable'
  }
}

async function tryRung(
  tools: JobTools,
  job: NotifiedJob,
  rung: DeliveryWay,
  owner: string,
): Promise<MessageRef | 'later' | 'closed' | 'lost'> {
  let maxBytes = rung === 'answer' ? job.place.attachmentLimitBytes : usualLimitBytes
  let withoutPrompt = false
  for (;;) {
    const view = await viewOf(tools, job, { maxBytes, withoutPrompt, mention: !isEdit(rung) })
    const attempt = { way: rung, atMs: Math.round(tools.clock.now()) }
    if (!(await tools.store.deliveries.noteAttempt(job.id, job.notice, attempt, owner))) return 'lost'
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
  job: NotifiedJob,
  rung: DeliveryWay,
  view: MessageView,
  isPlain: boolean,
): Promise<MessageRef> {
  if (rung === 'answer') return discord.editReply(job.place, view)
  if (rung === 'edit') return discord.editMessage(await shownMessage(discord, job), view)
  const channelId = rung === 'channel' ? job.place.channelId : await discord.openDirect(job.place.userId)
  return discord.post(channelId, view, nonceFor(job.id, purposes[job.notice], isPlain))
}

/** No new message: nobody is notified by it. */
function isEdit(rung: DeliveryWay): boolean {
  return rung === 'answer' || rung === 'edit'
}

/** @throws the error of a message that doesn't exist, as Discord reports it */
async function shownMessage(discord: JobTools['discord'], job: NotifiedJob): Promise<MessageRef> {
  const { messageId: id, messageChannelId: channelId } = job
  const known = id === undefined || channelId === undefined ? undefined : { id, channelId }
  const message = known ?? (await findProgress(discord, job))
  if (message) return message
  throw Object.assign(new Error('There is no message of this job.'), { code: discordCodes.unknownMessage, status: 404 })
}

interface ViewOptions {
  readonly maxBytes: number
  readonly withoutPrompt: boolean
  readonly mention: boolean
}

async function viewOf(tools: JobTools, job: NotifiedJob, { maxBytes, ...options }: ViewOptions): Promise<MessageView> {
  const context = contextFor(job.place.locale, tools.config.FLUXKIT_CURRENCY)
  if (job.group) return groupView(tools, job, job.group, { maxBytes, ...options }, context)
  if (job.notice === 'restarted' || job.notice === 'stale') return withdrawnView(job, options, context)
  if (job.notice === 'confirm') return confirmView(job, options, context)
  if (job.notice !== 'result' && job.notice !== 'links') return failureView(job, options, context)
  const images = await imagesFor(tools, job, maxBytes)
  const left = await leftOf(tools, job)
  const parent = await findParent(tools, job)
  return resultView(job, images, { ...options, left, parent, isPartial: job.notice === 'links' }, context)
}

/** The message of a comparison: what is known of all its jobs at this moment. */
async function groupView(
  tools: JobTools,
  lead: NotifiedJob,
  group: JobGroup,
  { maxBytes, ...options }: ViewOptions,
  context: ViewContext,
): Promise<MessageView> {
  const jobs = await jobsOfGroup(tools.store.jobs, group)
  const left = await leftOf(tools, lead)
  if (!isGroupDone(jobs) || jobs.some(({ state }) => state === 'unconfirmed'))
    return groupProgressView(jobs, { ...options, left }, context)
  const entries = await Promise.all(jobs.map(async (job) => ({ job, images: await imagesFor(tools, job, maxBytes) })))
  return groupResultView(entries, { ...options, left }, context)
}

function withdrawnView(
  job: NotifiedJob,
  { mention }: { readonly mention: boolean },
  context: ViewContext,
): MessageView {
  const { userId } = job.place
  const view = refusalView(refused(job.notice === 'stale' ? 'refusedStale' : 'refusedRestarted'), job.id, context)
  if (!mention) return view
  return { ...view, pingUserId: userId, components: [textBlock([`<@${userId}>`]), ...view.components] }
}

/**
 * The message that says "is painting" would say so forever. Where only its reader sees it, and where only a user has
 * installed the app, nobody can take it away.
 */
async function removeProgress({ discord, log }: JobTools, job: Job, sent: MessageRef): Promise<void> {
  const { messageId: id, messageChannelId: channelId, place, request } = job
  const isElsewhere = place.guildId === null && channelId !== sent.channelId
  if (id === undefined || channelId === undefined || id === sent.id || isElsewhere || request.private) return
  try {
    await discord.deleteMessage({ channelId, id })
  } catch (error) {
    log.info({ jobId: job.id, error }, 'the message with the progress stays')
  }
}

/** An edit makes no sound: who has waited long gets a message that does. */
async function pingIfLong({ config, discord, log, clock }: JobTools, job: NotifiedJob): Promise<void> {
  const waitedMs = clock.now() - job.createdMs
  if (waitedMs < config.FLUXKIT_PING_AFTER_SECONDS * 1000) return
  if (job.place.guildId === null || job.request.private || job.notice !== 'result') return
  const { userId, channelId, locale } = job.place
  const text = textsFor(locale)('readyFor', { user: `<@${userId}>` })
  const view = { components: [textBlock([text])], pingUserId: userId }
  await discord.post(channelId, view, nonceFor(job.id, 'ping', false)).catch((error: unknown) => {
    log.info({ jobId: job.id, error }, 'no ping')
  })
}
