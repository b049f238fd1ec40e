import { endStates } from '../../model/job.ts'
import type { Conversation } from '../../pipeline/conversation.ts'
import type { HandlerTools } from '../../pipeline/handler-tools.ts'
import { textView } from '../../views/text-view.ts'
import type { Command } from '../../pipeline/handler.ts'
import { textOption } from '../read-options.ts'
import { suggestRunning } from './suggestions.ts'

/** `/flux cancel`: the chosen job, or the newest running one. */
export const cancel: Command = {
  async run(tools, conversation) {
    const chosen =
      textOption(conversation.interaction, 'job') ??
      (await tools.store.jobs.activeOf(conversation.interaction.userId)).at(-1)?.id
    await cancelJob(tools, conversation, chosen ?? '')
  },
  suggest: suggestRunning,
}

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
