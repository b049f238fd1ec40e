import { invitePermissions } from './permissions.ts'

/** Where an admin adds the bot to a server. It requests only the permissions that results need. */
export function inviteLink(applicationId: string): string {
  const query = new URLSearchParams({ client_id: applicationId, scope: 'bot applications.commands' })
  query.set('permissions', String(invitePermissions))
  return `https://discord.com/oauth2/authorize?${query.toString()}`
}
