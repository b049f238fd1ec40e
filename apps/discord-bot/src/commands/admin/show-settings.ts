import { sayView } from '../../views/say-view.ts'
import type { Command } from '../handler.ts'
import { mayAdminister } from './change-settings.ts'
import { settingsView } from './settings-view.ts'

/** `/flux-admin show` */
export const showSettings: Command = {
  async run(tools, talk) {
    const { store, config } = tools
    const { ask, say, context } = talk
    if (ask.guildId === null || !mayAdminister(tools, ask)) return talk.tellPrivately(sayView(say('adminDenied')))
    const title = `**${say('adminTitle')}**`
    return talk.tellPrivately(settingsView(title, ask.guildId, await store.settings.get(ask.guildId), config, context))
  },
}
