import { isOpenGuild } from '../../access/may-spend.ts'
import type { Command } from '../../pipeline/handler.ts'
import { accessView } from '../../views/access-view.ts'
import { textView } from '../../views/text-view.ts'

/** The application's owner also sees whether their server is open, and how to change it. */
export const help: Command = {
  async run({ store, owners, config }, conversation) {
    const { interaction, context, t } = conversation
    const { guildId, userId } = interaction
    const text = textView(t('helpText'))
    if (guildId === null || !owners().has(userId)) return conversation.replyPrivately(text)
    const { access } = await store.settings.get(guildId)
    const { components } = accessView(guildId, isOpenGuild(guildId, access, config), context)
    await conversation.replyPrivately({ ...text, components: [...text.components, ...components] })
  },
}
