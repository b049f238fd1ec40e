import type { PlainKey } from '../../language/translator.ts'
import type { BotInteraction } from '../../discord/bot-interaction.ts'
import { may } from '../../access/permissions.ts'
import type { HandlerTools } from '../../pipeline/handler-tools.ts'
import type { GuildSettings } from '../../limits/guild-settings.ts'
import { plainText } from '../../views/plain-text.ts'
import { textView } from '../../views/text-view.ts'
import type { Command } from '../../pipeline/handler.ts'
import { settingsView } from './settings-view.ts'

/** @returns the new settings, or what is wrong with the options */
export type SettingsChange = (
  interaction: BotInteraction,
  settings: GuildSettings,
  tools: Pick<HandlerTools, 'clock' | 'config' | 'owners'>,
) => GuildSettings | { readonly wrong: PlainKey } | { readonly wrong: 'adminUnknownModel'; readonly model: string }

/** Members who manage the server, and the application's owner. */
export function mayAdminister({ owners }: Pick<HandlerTools, 'owners'>, interaction: BotInteraction): boolean {
  return may(interaction.userPermissions, 'ManageGuild') || owners().has(interaction.userId)
}

/**
 * A command that changes settings: at once and for everybody, and shows them. Discord offers these commands to people with
 * Manage Server only, but a server can open them to anybody, and money is at stake: so it is checked again here.
 */
export function changeSettings(change: SettingsChange): Command {
  return {
    async run(tools, conversation) {
      const { store, config } = tools
      const { interaction, t, context } = conversation
      if (interaction.guildId === null || !mayAdminister(tools, interaction))
        return conversation.replyPrivately(textView(t('adminDenied')))
      const changed = await store.settings.update(interaction.guildId, (settings) =>
        change(interaction, settings, tools),
      )
      if ('wrong' in changed) {
        const text =
          changed.wrong === 'adminUnknownModel'
            ? t(changed.wrong, { model: plainText(changed.model, 64) })
            : t(changed.wrong)
        return conversation.replyPrivately(textView(text))
      }
      await conversation.replyPrivately(settingsView(t('adminSaved'), interaction.guildId, changed, config, context))
    },
  }
}
