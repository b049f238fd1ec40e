import { AnsweredElsewhere } from '../discord/answered-elsewhere.ts'
import { isBlockedByAutoMod } from '../discord/discord-errors.ts'
import { showLatest } from '../jobs/group-progress.ts'
import { readLeft } from '../jobs/left-images.ts'
import { repairResult } from '../jobs/repair-result.ts'
import type { GuildSettings } from '../limits/guild-settings.ts'
import { refused, type Refusal } from '../limits/refusal.ts'
import { isGroupDone, jobsOfGroup, memberId } from '../model/group.ts'
import { endStates, type JobRequest, type NewJob } from '../model/job.ts'
import type { Comparison, Draft } from '../store/draft.ts'
import { confirmGroupView, groupProgressView } from '../views/group-view.ts'
import { refusalView } from '../views/refusal-view.ts'
import { textView } from '../views/text-view.ts'
import { checkRequest } from './check-request.ts'
import type { Conversation } from './conversation.ts'
import type { HandlerTools } from './handler-tools.ts'
import { isNeverShown, newJob } from './request-image.ts'
import { refuseStranger } from './refuse-stranger.ts'

type Drafted = Draft & { readonly comparison: Comparison }

/** Shows what a comparison costs, with a button that starts it. @param models different ones */
export async function confirmComparison(
  tools: HandlerTools,
  conversation: Conversation,
  request: JobRequest,
  models: readonly string[],
): Promise<void> {
  if (await refuseStranger(tools, conversation)) return
  const { id, userId } = conversation.interaction
  const nowMs = Math.round(tools.clock.now())
  const draft = { id, userId, createdMs: nowMs, request, pictureUrls: [], comparison: { models, units: 0 } }
  const jobs = await checkedJobs(tools, conversation, draft)
  if (jobs) await showConfirmation(tools, conversation, draft, jobs)
}

/**
 * What its user has confirmed: all jobs are reserved at once or none, the message becomes their progress, and each goes into
 * the queue. Their ids follow from the comparison: a second confirmation, at any time and in any process, finds them there.
 */
export async function startConfirmed(tools: HandlerTools, conversation: Conversation, draft: Drafted): Promise<void> {
  const { store, runner } = tools
  const { context } = conversation
  if (await store.jobs.get(draft.id)) return showStarted(tools, conversation, draft)
  if (await refuseStranger(tools, conversation)) return
  const jobs = await checkedJobs(tools, conversation, draft)
  if (!jobs) return
  if (unitsOf(jobs) > draft.comparison.units) return showConfirmation(tools, conversation, draft, jobs)
  const announced = await runner.announceAll(jobs)
  if (announced.kind === 'refused') return refuse(conversation, { kind: 'limit', refusal: announced.refusal })
  if (announced.kind === 'exists') return showStarted(tools, conversation, draft)
  const { left } = announced
  try {
    const show = (withoutPrompt: boolean): Promise<void> =>
      conversation.update(groupProgressView(jobs, { left, withoutPrompt }, context))
    await show(false).catch((error: unknown) => {
      if (!isBlockedByAutoMod(error)) throw error
      return show(true)
    })
    const accepted: boolean[] = []
    for (const [at, one] of announced.jobs.entries())
      accepted.push(await one.accept(jobs[at]?.request ?? draft.request))
    if (accepted.includes(false)) await reportCancelled(tools, draft.id)
  } catch (error) {
    if (error instanceof AnsweredElsewhere) tools.warnOfRival()
    for (const one of announced.jobs) await (isNeverShown(error) ? one.withdraw() : one.abandon())
    throw error
  }
}

/** A job that was cancelled before it was queued sends no message; the lead shows it when it ends. */
async function reportCancelled({ store }: HandlerTools, id: string): Promise<void> {
  const lead = await store.jobs.get(id)
  if (lead && endStates.has(lead.state)) await store.deliveries.notify(id, 'cancelled', 'nobody', 0)
}

/** It was confirmed before: its message shows where it stands. */
async function showStarted(tools: HandlerTools, conversation: Conversation, draft: Drafted): Promise<void> {
  const { store } = tools
  const lead = await store.jobs.get(draft.id)
  // Another process has heard of the same click, and answers it.
  if (lead?.place.token === conversation.interaction.token) return
  const jobs = lead?.group ? await jobsOfGroup(store.jobs, lead.group) : []
  if (!lead?.group || jobs.length === 0 || isGroupDone(jobs)) {
    if (lead?.delivery === 'delivered') await store.deliveries.repeat(lead.id)
    return conversation.replyPrivately(textView(conversation.t('compareOver')))
  }
  let isAnswered = false
  const outcome = await showLatest(store.jobs, lead.group, async (latest) => {
    const view = groupProgressView(latest, { left: undefined, withoutPrompt: false }, conversation.context)
    if (isAnswered) await tools.discord.editReply(conversation.interaction, view)
    else await conversation.update(view)
    isAnswered = true
  })
  // All of them have ended since they were read above.
  if (!isAnswered) return conversation.replyPrivately(textView(conversation.t('compareOver')))
  if (outcome === 'overtaken') await repairResult(tools, lead.id)
}

async function showConfirmation(
  tools: HandlerTools,
  conversation: Conversation,
  draft: Drafted,
  jobs: readonly NewJob[],
): Promise<void> {
  const isChanged = draft.comparison.units > 0
  const comparison = { ...draft.comparison, units: unitsOf(jobs) }
  const [lead] = jobs
  const left = lead && (await readLeft(tools, lead))
  const view = confirmGroupView(jobs, draft.id, { left, isChanged }, conversation.context)
  const keep = (): Promise<void> => tools.store.drafts.put({ ...draft, comparison })
  if (conversation.interaction.kind === 'component') {
    // Only what its user has seen can be confirmed.
    await conversation.update(view)
    return keep()
  }
  await keep()
  await conversation.show(view, { isPrivate: draft.request.private })
}

/** The jobs of a comparison as they would be written now. @returns undefined after a refusal */
async function checkedJobs(
  tools: HandlerTools,
  conversation: Conversation,
  draft: Drafted,
): Promise<readonly NewJob[] | undefined> {
  const { models } = draft.comparison
  const settings = await tools.store.settings.get(conversation.interaction.guildId)
  const refusal = refusalOf(tools, conversation, draft, settings)
  if (refusal) {
    await refuse(conversation, refusal)
    return undefined
  }
  const jobs = await Promise.all(
    models.map((model) => newJob(tools, conversation, { ...draft.request, model, count: 1 }, settings)),
  )
  const { messageId, messageIsEphemeral, channelId } = conversation.interaction
  const message = messageId === undefined || messageIsEphemeral ? undefined : { id: messageId, channelId }
  const units = unitsOf(jobs)
  return jobs.map((job, at) => ({
    ...job,
    id: memberId(draft.id, at),
    group: { id: draft.id, at, of: models.length, units, ...(message && { message }) },
  }))
}

function refusalOf(
  tools: HandlerTools,
  { interaction }: Conversation,
  { request, comparison: { models } }: Drafted,
  settings: GuildSettings,
): Refusal | undefined {
  if (models.length < 2) return refused('refusedCompare')
  if (models.length > settings.maxCount) return refused('refusedCount', { max: settings.maxCount })
  if (tools.isDraining()) return refused('refusedDraining')
  return models.map((model) => checkRequest(interaction, { ...request, model, count: 1 }, settings)).find(Boolean)
}

async function refuse(conversation: Conversation, refusal: Refusal): Promise<void> {
  await conversation.replyPrivately(refusalView(refusal, undefined, conversation.context))
}

function unitsOf(jobs: readonly NewJob[]): number {
  return jobs.reduce((sum, { estimateUnits }) => sum + estimateUnits, 0)
}
