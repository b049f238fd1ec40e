import { jobsOfGroup } from '../model/group.ts'
import { cancelJob } from '../pipeline/cancel-job.ts'
import { startConfirmed } from '../pipeline/compare.ts'
import type { Conversation } from '../pipeline/conversation.ts'
import type { HandlerTools } from '../pipeline/handler-tools.ts'
import type { ComponentHandler } from '../pipeline/handler.ts'
import type { Comparison, Draft } from '../store/draft.ts'
import { textView } from '../views/text-view.ts'
import { runAgain } from './request-again.ts'
import { visibleJob } from './visible-job.ts'

/** *Generate* under the estimate of a comparison. */
export const startComparison: ComponentHandler = async (tools, conversation, { subject }) => {
  const draft = await ownDraft(tools, conversation, subject)
  if (draft) await startConfirmed(tools, conversation, draft)
}

/** *Cancel* under it: nothing was submitted yet, unless somebody has confirmed it since. */
export const dropComparison: ComponentHandler = async (tools, conversation, { subject }) => {
  const draft = await ownDraft(tools, conversation, subject)
  if (!draft) return
  const lead = await tools.store.jobs.get(subject)
  if (lead?.group) return cancelJob(tools, conversation, subject, lead.group)
  // It is answered first: another process may have heard of the same click.
  await conversation.update(textView(conversation.t('cancelled')))
  await tools.store.drafts.put({ ...draft, comparison: undefined })
}

/** *Again*, with the model that was chosen. */
export const chooseModel: ComponentHandler = async (tools, conversation, { subject }) => {
  const lead = await visibleJob(tools, conversation, subject)
  if (!lead) return
  const jobs = lead.group ? await jobsOfGroup(tools.store.jobs, lead.group) : []
  const job = jobs[Number(conversation.interaction.values[0])]
  if (job && job.request.prompt !== '') return runAgain(tools, conversation, job)
  await conversation.replyPrivately(textView(conversation.t('gone')))
}

async function ownDraft(
  { store }: HandlerTools,
  conversation: Conversation,
  id: string,
): Promise<(Draft & { readonly comparison: Comparison }) | undefined> {
  const draft = await store.drafts.get(id)
  const { comparison, userId } = draft ?? {}
  if (userId !== undefined && userId !== conversation.interaction.userId) {
    await conversation.replyPrivately(textView(conversation.t('compareNotYours')))
    return undefined
  }
  if (draft && comparison) return { ...draft, comparison }
  await conversation.replyPrivately(textView(conversation.t('compareOver')))
  return undefined
}
