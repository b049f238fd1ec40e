import { isBlockedByAutoMod } from '../discord/discord-errors.ts'
import type { JobRequest, NewJob } from '../jobs/job.ts'
import { leftText, readUsage } from '../limits/left-text.ts'
import { checkLimits } from '../limits/limits.ts'
import { rulesFor } from '../limits/rules-for.ts'
import { priceOf } from '../money/money.ts'
import type { InputPicture } from '../pictures/check-input-picture.ts'
import { defaultGuildSettings, type GuildSettings } from '../store/guild-settings.ts'
import { progressView, withoutPrompt } from '../views/progress-view.ts'
import { refusalView } from '../views/refusal-view.ts'
import type { Conversation } from './conversation.ts'
import { checkRequest } from './check-request.ts'
import type { HandlerTools } from './handler-tools.ts'
import { refused, type Refusal } from './refusal.ts'

/** Interaction tokens live 15 minutes. Source: "Receiving and Responding". */
const tokenLifeMs = 15 * 60_000

/**
 * The one way to a job, from commands, buttons, modals and menus: checks, first answer, then the job with its
 * reservation. What is refused is told privately and can be edited and retried.
 */
export async function placeOrder(
  tools: HandlerTools,
  talk: Conversation,
  request: JobRequest,
  picture?: InputPicture,
): Promise<void> {
  const { store, clock, runner } = tools
  const { ask } = talk
  const settings = await settingsOf(tools, ask.guildId)
  const job = newJob(tools, talk, request, settings)
  const rules = rulesFor(ask.guildId, settings, tools.config)

  const refusal = (await refusalOf(tools, talk, job, settings)) ?? (picture && tools.checkInputPicture.judge(picture))
  if (refusal) return refuse(tools, talk, request, refusal)

  const left = await leftText(tools, job.place, talk.say, clock.now())
  const shown = (one: NewJob): Promise<void> =>
    talk.show(progressView(one, { stage: 'queued' }, left, talk.context), { isPrivate: request.private })
  await shown(job).catch((error: unknown) => {
    if (!isBlockedByAutoMod(error)) throw error
    return shown(withoutPrompt(job))
  })

  const pictureRefusal = picture && (await tools.checkInputPicture.look(picture))
  if (pictureRefusal) return refuse(tools, talk, request, pictureRefusal)

  const created = await store.jobs.create(job, rules, clock.now())
  if (created.kind === 'refused') return refuse(tools, talk, request, { kind: 'limit', refusal: created.refusal })
  if (created.kind === 'exists') return
  tools.metrics.moneyUnits.inc({ kind: 'reserved' }, job.estimateUnits)
  const written = await store.jobs.get(job.id)
  if (written) runner.added(written, undefined)
}

export function settingsOf({ store }: Pick<HandlerTools, 'store'>, guildId: string | null): Promise<GuildSettings> {
  return guildId === null ? Promise.resolve(defaultGuildSettings) : store.settings.get(guildId)
}

async function refusalOf(
  tools: HandlerTools,
  talk: Conversation,
  job: NewJob,
  settings: GuildSettings,
): Promise<Refusal | undefined> {
  const wrong = checkRequest(talk.ask, job.request, settings)
  if (wrong) return wrong
  if (tools.isDraining()) return refused('refusedDraining')
  const nowMs = tools.clock.now()
  const rules = rulesFor(talk.ask.guildId, settings, tools.config)
  const usage = await readUsage(tools.store, job.place, rules, nowMs)
  const demand = { ...job.place, images: job.request.count, units: job.estimateUnits }
  const refusal = checkLimits(rules, demand, usage, nowMs)
  return refusal && { kind: 'limit', refusal }
}

async function refuse(tools: HandlerTools, talk: Conversation, request: JobRequest, refusal: Refusal): Promise<void> {
  const { id, userId } = talk.ask
  const pictureUrls = request.imageUrl === undefined ? [] : [request.imageUrl]
  await tools.store.drafts.put({ id, userId, createdMs: Math.round(tools.clock.now()), request, pictureUrls })
  await talk.tellPrivately(refusalView(refusal, id, talk.context))
}

function newJob(tools: HandlerTools, { ask }: Conversation, request: JobRequest, settings: GuildSettings): NewJob {
  const { id, token, applicationId, guildId, channelId, userId, roleIds, locale, attachmentLimitBytes, botInGuild } =
    ask
  const price = priceOf(request.model, settings.prices, tools.config.FLUXKIT_PRICES) ?? 0
  return {
    id,
    request,
    place: {
      applicationId,
      guildId,
      channelId,
      userId,
      roleIds,
      locale,
      token,
      tokenUntilMs: ask.receivedMs + tokenLifeMs,
      attachmentLimitBytes,
      botInGuild,
    },
    createdMs: Math.round(tools.clock.now()),
    estimateUnits: price * request.count,
  }
}
