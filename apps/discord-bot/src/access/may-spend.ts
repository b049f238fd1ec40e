import type { Config } from '../config/config.ts'
import type { GuildAccess } from './guild-access.ts'

/** The user who wants to spend, and where. */
export interface Spender {
  readonly userId: string
  /** Null in direct messages, and where only a user has installed the app. */
  readonly guildId: string | null
}

/** The users named in the operator's settings. */
export type AccessConfig = Pick<Config, 'FLUXKIT_GUILDS' | 'FLUXKIT_USERS'>

/** What forbids spending here. */
export type AccessDenied =
  /** The operator has not allowed it. `line`: what to add to the settings. */
  | { readonly kind: 'guild' | 'user'; readonly id: string; readonly line: string }
  /** An admin or the operator has closed the server. */
  | { readonly kind: 'closed' }

/**
 * Anyone who knows the public application id can invite the bot or install it, so spending is closed by default. It is
 * open to the application's owner or team, to the servers and users that the operator has named, and, where no servers are
 * named, to those that the owner has opened.
 * @param owners the application's owner or team
 * @param access of the server
 */
export function deniedAccess(
  { userId, guildId }: Spender,
  { FLUXKIT_GUILDS: guilds, FLUXKIT_USERS: users }: AccessConfig,
  owners: ReadonlySet<string>,
  access: GuildAccess | undefined,
): AccessDenied | undefined {
  if (owners.has(userId)) return undefined
  if (guildId === null) {
    if (users === '*' || users?.has(userId)) return undefined
    return { kind: 'user', id: userId, line: lineFor('FLUXKIT_USERS', userId, users !== undefined) }
  }
  if (access?.isOpen === false) return { kind: 'closed' }
  if (isNamed(guildId, guilds) || (guilds === undefined && access?.isOpen)) return undefined
  return { kind: 'guild', id: guildId, line: lineFor('FLUXKIT_GUILDS', guildId, guilds !== undefined) }
}

/**
 * Does this command open its server? The first one of an owner does, where the operator has named no servers and nobody
 * has opened or closed it before.
 */
export function opensGuild(
  { userId, guildId }: Spender,
  { FLUXKIT_GUILDS: guilds }: AccessConfig,
  owners: ReadonlySet<string>,
  access: GuildAccess | undefined,
): boolean {
  return guildId !== null && guilds === undefined && access === undefined && owners.has(userId)
}

/** Has the operator named this server? Then its admins may open again what they have closed. */
export function isNamed(guildId: string, guilds: AccessConfig['FLUXKIT_GUILDS']): boolean {
  return guilds === '*' || guilds?.has(guildId) === true
}

/** May members spend in this server? */
export function isOpenGuild(
  guildId: string,
  access: GuildAccess | undefined,
  { FLUXKIT_GUILDS: guilds }: Pick<Config, 'FLUXKIT_GUILDS'>,
): boolean {
  return guilds === undefined ? access?.isOpen === true : isNamed(guildId, guilds) && access?.isOpen !== false
}

/** The ids on the list are private. */
function lineFor(name: keyof AccessConfig, id: string, hasOthers: boolean): string {
  return hasOthers ? `${name}=…,${id}` : `${name}=${id}`
}
