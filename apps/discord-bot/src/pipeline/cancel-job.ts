import { endStates } from '../model/job.ts'
import { textView } from '../views/text-view.ts'
import type { Conversation } from './conversation.ts'
import type { HandlerTools } from './handler-tools.ts'

/** What waits is cancelled and costs nothing; what runs cannot be taken back, and its result is kept. */
export async function cancelJob(
  { store, runner }: HandlerTools,
  conversation: Conversation,
  id: string,
): Promise<void> {
  const { interaction, t } = conversation
  const job = await store.jobs.get(id)
  if (!job) return conversation.replyPrivately(textView(t('cancelNothing')))
  if (job.place.userId !== interaction.userId) return conversation.replyPrivately(textView(t('notYours')))
  if (endStates.has(job.state)) return conversation.replyPrivately(textView(t('cancelNothing')))
  const outcome = await runner.cancel(id)
  await conversation.replyPrivately(textView(t(outcome === 'cancelled' ? 'cancelled' : 'cancelRequestedRunning')))
}
