import { isOpenGuild } from '../../access/may-spend.ts'
import type { ComponentHandler } from '../../pipeline/handler.ts'
import { accessView } from '../../views/access-view.ts'
import { textView } from '../../views/text-view.ts'

/**
 * Buttons for the application's owner, who pays: Discord offers `/flux-admin` only to people with Manage Server, and the
 * owner may have opened a server that somebody else manages.
 */
export const closeGuildButton: ComponentHandler = setAccess(false)
export const openGuildButton: ComponentHandler = setAccess(true)

function setAccess(isOpen: boolean): ComponentHandler {
  return async ({ store, owners, clock, config }, conversation, { subject }) => {
    const { interaction, context, t } = conversation
    const { guildId, userId } = interaction
    if (guildId === null || guildId !== subject || !owners().has(userId))
      return conversation.replyPrivately(textView(t('adminNotOwner')))
    const access = { isOpen, byUserId: userId, atMs: Math.round(clock.now()) }
    await store.settings.update(guildId, (settings) => ({ ...settings, access }))
    await conversation.update(accessView(guildId, isOpenGuild(guildId, access, config), context))
  }
}
