import { deniedAccess } from '../access/may-spend.ts'
import { refused } from '../limits/refusal.ts'
import { refusalView } from '../views/refusal-view.ts'
import type { Conversation } from './conversation.ts'
import type { HandlerTools } from './handler-tools.ts'

/**
 * Refuses, privately, users who can't spend here whatever they ask for: before a form is shown that they would fill in for
 * nothing, and again when it comes back.
 * @returns false when they may continue
 */
export async function refuseStranger(
  { store, config, owners }: Pick<HandlerTools, 'store' | 'config' | 'owners'>,
  conversation: Conversation,
): Promise<boolean> {
  const { interaction, context } = conversation
  const settings = await store.settings.get(interaction.guildId)
  const denied = deniedAccess(interaction, config, owners(), settings.access)
  const isBlocked = settings.blockedUserIds.includes(interaction.userId)
  if (!denied && !isBlocked) return false
  const refusal = denied ? ({ kind: 'access', denied } as const) : refused('refusedBlocked')
  await conversation.replyPrivately(refusalView(refusal, undefined, context))
  return true
}
