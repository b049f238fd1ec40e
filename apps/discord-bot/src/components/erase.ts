import { textView } from '../views/text-view.ts'
import { erasePerson } from '../jobs/erase-person.ts'
import type { ComponentHandler } from '../pipeline/handler.ts'

/** *Delete everything*: noted and acknowledged first, then done in batches; after a restart the sweep goes on with it. */
export const eraseMe: ComponentHandler = async (tools, conversation, { subject }) => {
  const { interaction, t } = conversation
  if (subject !== interaction.userId) return conversation.replyPrivately(textView(t('notYours')))
  const erasure = { userId: interaction.userId, requestedMs: Math.round(tools.clock.now()) }
  // One row: what is promised then stands in the store.
  await tools.store.erasures.request(erasure)
  await conversation.update(textView(t('privacyRunning')))
  const count = await erasePerson(tools, erasure, tools.isStopping)
  if (count === undefined) return
  await tools.discord.editReply(interaction, textView(t('privacyDone', { count }))).catch((error: unknown) => {
    // It took longer than Discord lets an answer change.
    tools.log.info({ interactionId: interaction.id, error }, 'everything was deleted, which could not be reported')
  })
}
