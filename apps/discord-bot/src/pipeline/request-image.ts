import { AnsweredElsewhere } from '../discord/answered-elsewhere.ts'
import { discordCodes, isBlockedByAutoMod, readDiscordFailure } from '../discord/discord-errors.ts'
import type { BotInteraction } from '../discord/bot-interaction.ts'
import type { MessageView } from '../discord/discord-port.ts'
import type { JobPlace, JobRequest, NewJob } from '../model/job.ts'
import { putDraft } from '../jobs/put-draft.ts'
import { reservationFor } from '../jobs/reservation.ts'
import type { InputSource } from '../images/check-input-source.ts'
import type { GuildSettings } from '../limits/guild-settings.ts'
import { progressView, withoutPrompt } from '../views/progress-view.ts'
import { refusalView } from '../views/refusal-view.ts'
import { textView } from '../views/text-view.ts'
import type { Conversation } from './conversation.ts'
import { checkRequest } from './check-request.ts'
import { prepareInput } from './prepare-input.ts'
import { refuseStranger } from './refuse-stranger.ts'
import type { HandlerTools } from './handler-tools.ts'
import { refused, type Refusal } from '../limits/refusal.ts'

/** Interaction tokens live 15 minutes. Source: "Receiving and Responding". */
const tokenLifeMs = 15 * 60_000
/** What another process is given to take a submission; leaves time for an answer within 3 s. */
const peerMs = 700

/**
 * The one way to a job, from commands, buttons, modals and menus: checks, the job with its reservation, first answer, then
 * the queue. Nothing is submitted for somebody who has no answer, and no answer is left without a job that is found again.
 * Refusals are shown privately and can be edited and retried.
 */
export async function requestImage(
  tools: HandlerTools,
  conversation: Conversation,
  request: JobRequest,
  image?: InputSource,
): Promise<void> {
  const { store, runner } = tools
  const { interaction } = conversation
  if (tools.isDraining() && (await isTakenByAnother(tools, interaction.id))) return
  if (await refuseStranger(tools, conversation)) return
  const settings = await tools.store.settings.get(interaction.guildId)
  const job = await newJob(tools, conversation, request, settings)

  const refusal =
    checkRequest(interaction, request, settings) ??
    (tools.isDraining() ? refused('refusedDraining') : undefined) ??
    (image && tools.checkInputSource.validate(image))
  if (refusal) return refuse(tools, conversation, request, refusal)

  const announced = await runner.announce(job)
  if (announced.kind === 'refused')
    return refuse(tools, conversation, request, { kind: 'limit', refusal: announced.refusal })
  // Another process has heard of the same interaction.
  if (announced.kind === 'exists') return
  const viewOf = (one: NewJob): MessageView =>
    progressView(one, { stage: 'queued' }, announced.left, conversation.context)
  const shown = (one: NewJob): Promise<void> => conversation.show(viewOf(one), { isPrivate: request.private })
  try {
    await shown(job).catch((error: unknown) => {
      if (!isBlockedByAutoMod(error)) throw error
      return shown(withoutPrompt(job))
    })
    const input = image && (await prepareInput(tools, conversation, request, image, viewOf(withoutPrompt(job))))
    if (input?.kind === 'refused') {
      await refuse(tools, conversation, request, input.refusal)
      return await announced.job.withdraw()
    }
    const message = request.private ? undefined : conversation.message
    const isAccepted = await announced.job.accept(input?.request ?? request, message)
    if (isAccepted || !(await store.jobs.isCancelRequested(job.id))) return
    await conversation.show(textView(conversation.t('cancelled')))
  } catch (error) {
    if (error instanceof AnsweredElsewhere) tools.warnOfRival()
    if (isNeverShown(error)) await announced.job.withdraw()
    else await announced.job.abandon()
    throw error
  }
}

/** Discord has refused the answer, or has another bot's: there is no message of ours to replace. */
export function isNeverShown(error: unknown): boolean {
  return error instanceof AnsweredElsewhere || readDiscordFailure(error).code === discordCodes.unknownInteraction
}

/** While a new version replaces the old, both hear of an order: the one that stops must not be the first to answer. */
async function isTakenByAnother({ store, clock }: HandlerTools, id: string): Promise<boolean> {
  await new Promise<void>((resolve) => clock.setTimer(resolve, peerMs))
  return (await store.jobs.get(id)) !== undefined
}

async function refuse(
  tools: HandlerTools,
  conversation: Conversation,
  request: JobRequest,
  refusal: Refusal,
): Promise<void> {
  const { id, userId } = conversation.interaction
  await putDraft(tools, { id, place: { userId }, request })
  await conversation.replyPrivately(refusalView(refusal, id, conversation.context))
}

/** How an interaction is answered, for as long as Discord lets it. */
export function answerOf({ token, receivedMs }: BotInteraction): Pick<JobPlace, 'token' | 'tokenUntilMs'> {
  return { token, tokenUntilMs: receivedMs + tokenLifeMs }
}

/** A job of this interaction's user and place, with what it would reserve. */
export async function newJob(
  tools: HandlerTools,
  { interaction }: Pick<Conversation, 'interaction'>,
  request: JobRequest,
  settings: GuildSettings,
): Promise<NewJob> {
  const { id, applicationId, guildId, channelId, userId, roleIds, locale, attachmentLimitBytes, botInGuild } =
    interaction
  return {
    id,
    // What was sent for an earlier job says nothing about this one.
    request: { ...request, sentSize: undefined },
    place: {
      applicationId,
      guildId,
      channelId,
      userId,
      roleIds,
      locale,
      ...answerOf(interaction),
      attachmentLimitBytes,
      botInGuild,
    },
    createdMs: Math.round(tools.clock.now()),
    estimateUnits: await reservationFor(tools.store.jobs, request, settings, tools.config),
  }
}
