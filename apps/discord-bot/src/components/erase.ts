import { textView } from '../views/text-view.ts'
import { erasePerson } from '../jobs/erase-person.ts'
import type { ComponentHandler } from '../pipeline/handler.ts'

/** *Delete everything*: recorded and acknowledged first, then done in batches; after a restart the sweep continues. */
export const eraseMe: ComponentHandler = async (tools, conversation, { subject }) => {
  const { store } = tools
  const { interaction, t } = conversation
  if (subject !== interaction.userId) return conversation.replyPrivately(textView(t('notYours')))
  const erasure = { userId: interaction.userId, requestedMs: Math.round(tools.clock.now()) }
  // Immediately: what they save later stays, even if a running job keeps the request open for long.
  await store.drafts.erase(interaction.userId)
  await store.presets.erase(interaction.userId)
  // One row: the promise is in the store then.
  await store.erasures.request(erasure)
  await conversation.update(textView(t('privacyRunning')))
  const outcome = await erasePerson(tools, erasure, tools.isStopping)
  if (!outcome) return
  const { erased: count, left } = outcome
  const text = left === 0 ? t('privacyDone', { count }) : t('privacyLeft', { count, left })
  await tools.discord.editReply(interaction, textView(text)).catch((error: unknown) => {
    // It took longer than Discord allows an answer to be edited.
    tools.log.info({ interactionId: interaction.id, error }, 'everything was deleted, which could not be reported')
  })
}
