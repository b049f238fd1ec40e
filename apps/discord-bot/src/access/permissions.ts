// Source: "Permissions", bitwise permission flags.
const bits = {
  Administrator: 1n << 3n,
  ManageGuild: 1n << 5n,
  ViewChannel: 1n << 10n,
  SendMessages: 1n << 11n,
  ManageMessages: 1n << 13n,
  AttachFiles: 1n << 15n,
  ReadMessageHistory: 1n << 16n,
  SendMessagesInThreads: 1n << 38n,
} as const

type Permission = keyof typeof bits

/** What posting a result needs; messages name the permissions as Discord's client does. */
export type PostingPermission = 'ViewChannel' | 'SendMessages' | 'SendMessagesInThreads' | 'AttachFiles'

/**
 * The permissions in the invite link: what results need, even after the interaction has expired. History is read after a crash
 * only, to check whether a result was already posted; without it the bot works, and asks the user to check.
 */
export const invitePermissions: bigint =
  bits.ViewChannel | bits.SendMessages | bits.AttachFiles | bits.SendMessagesInThreads | bits.ReadMessageHistory

/** Missing permissions to post a result in a channel after the interaction has expired. */
export function missingPermissions(permissions: bigint, isThread: boolean): PostingPermission[] {
  const needed: PostingPermission[] = [
    'ViewChannel',
    isThread ? 'SendMessagesInThreads' : 'SendMessages',
    'AttachFiles',
  ]
  return needed.filter((name) => !may(permissions, name))
}

export function may(permissions: bigint, permission: Permission): boolean {
  return (permissions & (bits[permission] | bits.Administrator)) !== 0n
}
