import { opensGuild } from '../access/may-spend.ts'
import { accessView } from '../views/access-view.ts'
import type { Conversation } from './conversation.ts'
import type { HandlerTools } from './handler-tools.ts'

/**
 * Opens a server with the first command of the application's owner there, and notifies them once the command is answered.
 * @param run the command
 */
export async function withOpening(
  tools: HandlerTools,
  conversation: Conversation,
  run: () => Promise<void>,
): Promise<void> {
  const isOpened = await openForOwner(tools, conversation)
  await run()
  if (!isOpened) return
  // `/flux-admin show` says it too.
  const view = accessView(conversation.interaction.guildId ?? '', true, conversation.context)
  await conversation.addPrivately(view).catch((error: unknown) => {
    tools.log.info(
      { interactionId: conversation.interaction.id, error },
      'the owner could not be notified that the server is open now',
    )
  })
}

async function openForOwner(
  { store, config, owners, clock, log }: HandlerTools,
  { interaction }: Conversation,
): Promise<boolean> {
  const { guildId, userId } = interaction
  if (guildId === null || !owners().has(userId)) return false
  const isFirst = (access: Parameters<typeof opensGuild>[3]): boolean =>
    opensGuild(interaction, config, owners(), access)
  if (!isFirst((await store.settings.get(guildId)).access)) return false
  const access = { isOpen: true, byUserId: userId, atMs: Math.round(clock.now()) }
  const written = await store.settings.update<{ readonly wrong: 'known' }>(guildId, (settings) =>
    isFirst(settings.access) ? { ...settings, access } : { wrong: 'known' },
  )
  if ('wrong' in written) return false
  log.info({ guildId, userId }, 'the owner has opened a server: its members may spend')
  return true
}
