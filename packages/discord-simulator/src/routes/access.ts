import { guildOf, type Backend } from '../backend.ts'
import { channelPermissions, hasPermission, permissionSet, type PermissionName } from '../state/permissions.ts'
import { isThread, type ChannelRecord } from '../state/world-state.ts'
import { discordError } from '../requests/errors.ts'

/** What the bot may do in a direct channel. */
const directPermissions = permissionSet([
  'ViewChannel',
  'SendMessages',
  'AttachFiles',
  'EmbedLinks',
  'ReadMessageHistory',
])

/**
 * What the bot may do in a channel.
 * @throws RestError 50001 when it cannot see the channel at all
 */
export function requireAccess(backend: Backend, channel: ChannelRecord): bigint {
  const guild = guildOf(backend, channel)
  if (guild === undefined) {
    if (channel.type !== 1 || channel.recipientIds.length !== 1) throw discordError(50001)
    return directPermissions
  }
  if (!guild.botInstalled) throw discordError(50001)
  const permissions = channelPermissions(guild, channel, backend.botUser.id)
  if (!hasPermission(permissions, 'ViewChannel')) throw discordError(50001)
  return permissions
}

/** @throws RestError 50013 */
export function requirePermission(permissions: bigint, name: PermissionName): void {
  if (!hasPermission(permissions, name)) throw discordError(50013)
}

/** @throws RestError 50001, 50013, 50083, 50007 */
export function requireSending(backend: Backend, channel: ChannelRecord, withFiles: boolean): void {
  const permissions = requireAccess(backend, channel)
  if (channel.guildId === null) {
    if (backend.world.users.get(channel.recipientIds[0] ?? '')?.acceptsDirectMessages !== true)
      throw discordError(50007)
    return
  }
  if (channel.archived) throw discordError(50083)
  requirePermission(permissions, isThread(channel) ? 'SendMessagesInThreads' : 'SendMessages')
  if (withFiles) requirePermission(permissions, 'AttachFiles')
}
