import { opensGuild } from '../access/may-spend.ts'
import { sayView } from '../views/say-view.ts'
import type { Conversation } from './conversation.ts'
import type { HandlerTools } from './handler-tools.ts'

/**
 * Opens a server with the first command of the application's owner there, and tells them once the command is answered.
 * @param run the command
 */
export async function withOpening(tools: HandlerTools, talk: Conversation, run: () => Promise<void>): Promise<void> {
  const isOpened = await openForOwner(tools, talk)
  await run()
  if (!isOpened) return
  // `/flux-admin show` says it too.
  await talk.addPrivately(sayView(talk.say('guildOpened'))).catch((error: unknown) => {
    tools.log.info({ interactionId: talk.ask.id, error }, 'the owner could not be told that the server is open now')
  })
}

async function openForOwner(
  { store, config, owners, clock, log }: HandlerTools,
  { ask }: Conversation,
): Promise<boolean> {
  const { guildId, userId } = ask
  if (guildId === null || !owners().has(userId)) return false
  const isFirst = (access: Parameters<typeof opensGuild>[3]): boolean => opensGuild(ask, config, owners(), access)
  if (!isFirst((await store.settings.get(guildId)).access)) return false
  const access = { isOpen: true, byUserId: userId, atMs: Math.round(clock.now()) }
  const written = await store.settings.update<{ readonly wrong: 'known' }>(guildId, (settings) =>
    isFirst(settings.access) ? { ...settings, access } : { wrong: 'known' },
  )
  if ('wrong' in written) return false
  log.info({ guildId, userId }, 'the owner has opened a server: its members may spend')
  return true
}
