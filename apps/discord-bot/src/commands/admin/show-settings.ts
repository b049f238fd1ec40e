import { may } from '../../pipeline/permissions.ts'
import { sayView } from '../../views/say-view.ts'
import type { Command } from '../handler.ts'
import { settingsView } from './settings-view.ts'

/** `/flux-admin show` */
export const showSettings: Command = {
  async run({ store, config }, talk) {
    const { ask, say, context } = talk
    if (ask.guildId === null || !may(ask.userPermissions, 'ManageGuild'))
      return talk.tellPrivately(sayView(say('adminDenied')))
    const title = `**${say('adminTitle')}**`
    return talk.tellPrivately(settingsView(title, await store.settings.get(ask.guildId), config, context))
  },
}
