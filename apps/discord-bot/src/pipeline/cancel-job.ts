import { jobsOfGroup } from '../model/group.ts'
import { endStates, type JobGroup } from '../model/job.ts'
import { textView } from '../views/text-view.ts'
import type { Conversation } from './conversation.ts'
import type { HandlerTools } from './handler-tools.ts'

/** A waiting job is cancelled and costs nothing; a running one can't be cancelled, and its result is kept. */
export async function cancelJob(
  { store, runner }: HandlerTools,
  conversation: Conversation,
  id: string,
  group?: JobGroup,
): Promise<void> {
  const { interaction, t } = conversation
  const job = await store.jobs.get(id)
  if (!job) return conversation.replyPrivately(textView(t('cancelNothing')))
  if (job.place.userId !== interaction.userId) return conversation.replyPrivately(textView(t('notYours')))
  const jobs = (group ? await jobsOfGroup(store.jobs, group) : [job]).filter(({ state }) => !endStates.has(state))
  if (jobs.length === 0) return conversation.replyPrivately(textView(t('cancelNothing')))
  const outcomes = await Promise.all(jobs.map((one) => runner.cancel(one.id)))
  const isAll = outcomes.every((outcome) => outcome === 'cancelled')
  await conversation.replyPrivately(textView(t(isAll ? 'cancelled' : 'cancelRequestedRunning')))
}
