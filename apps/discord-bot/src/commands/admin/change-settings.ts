import type { PlainKey } from '../../messages/texts.ts'
import type { Ask } from '../../discord/ask.ts'
import { may } from '../../pipeline/permissions.ts'
import type { HandlerTools } from '../../pipeline/handler-tools.ts'
import type { GuildSettings } from '../../store/guild-settings.ts'
import { plainText } from '../../views/plain-text.ts'
import { sayView } from '../../views/say-view.ts'
import type { Command } from '../handler.ts'
import { settingsView } from './settings-view.ts'

/** @returns the new settings, or what is wrong with the options */
export type SettingsChange = (
  ask: Ask,
  settings: GuildSettings,
  tools: Pick<HandlerTools, 'clock' | 'config' | 'owners'>,
) => GuildSettings | { readonly wrong: PlainKey } | { readonly wrong: 'adminUnknownModel'; readonly model: string }

/** Members who manage the server, and the application's owner. */
export function mayAdminister({ owners }: Pick<HandlerTools, 'owners'>, ask: Ask): boolean {
  return may(ask.userPermissions, 'ManageGuild') || owners().has(ask.userId)
}

/**
 * A command that changes settings: at once and for everybody, and shows them. Discord offers these commands to people with
 * Manage Server alone, but a server can open them to anybody, and money is at stake: so it is asked here again.
 */
export function changeSettings(change: SettingsChange): Command {
  return {
    async run(tools, talk) {
      const { store, config } = tools
      const { ask, say, context } = talk
      if (ask.guildId === null || !mayAdminister(tools, ask)) return talk.tellPrivately(sayView(say('adminDenied')))
      const changed = await store.settings.update(ask.guildId, (settings) => change(ask, settings, tools))
      if ('wrong' in changed) {
        const text =
          changed.wrong === 'adminUnknownModel'
            ? say(changed.wrong, { model: plainText(changed.model, 64) })
            : say(changed.wrong)
        return talk.tellPrivately(sayView(text))
      }
      await talk.tellPrivately(settingsView(say('adminSaved'), ask.guildId, changed, config, context))
    },
  }
}
