import type { MessageView } from '../discord/discord-port.ts'
import { button, row, textBlock } from './components.ts'
import type { ViewContext } from './context.ts'

/** Says to the application's owner whether members of a server may spend, with the button that changes it. */
export function accessView(guildId: string, isOpen: boolean, { t }: ViewContext): MessageView {
  const change = isOpen
    ? button({ verb: 'closeGuild', subject: guildId }, t('closeServer'), { style: 'danger' })
    : button({ verb: 'openGuild', subject: guildId }, t('openServer'))
  return { components: [textBlock([t(isOpen ? 'guildOpened' : 'guildClosed')]), row(change)] }
}
