import { textView } from '../../views/text-view.ts'
import type { Command } from '../../pipeline/handler.ts'
import { mayAdminister } from './change-settings.ts'
import { settingsView } from './settings-view.ts'

/** `/flux-admin show` */
export const showSettings: Command = {
  async run(tools, conversation) {
    const { store, config } = tools
    const { interaction, t, context } = conversation
    if (interaction.guildId === null || !mayAdminister(tools, interaction))
      return conversation.replyPrivately(textView(t('adminDenied')))
    const title = `**${t('adminTitle')}**`
    return conversation.replyPrivately(
      settingsView(title, interaction.guildId, await store.settings.get(interaction.guildId), config, context),
    )
  },
}
