import { Routes, TeamMemberMembershipState, TeamMemberRole, type APIApplication, type REST } from 'discord.js'

/**
 * The user or the team that owns the application.
 * @throws what discord.js says
 */
export async function readOwners(rest: Pick<REST, 'get'>): Promise<ReadonlySet<string>> {
  const { owner, team } = (await rest.get(Routes.currentApplication())) as Pick<APIApplication, 'owner' | 'team'>
  // The owner of a team's application is a stand-in for the team.
  if (!team) return new Set(owner ? [owner.id] : [])
  const members = team.members.filter(
    // Members with the role "read-only" can view the application but change nothing.
    (one) => one.membership_state === TeamMemberMembershipState.Accepted && one.role !== TeamMemberRole.ReadOnly,
  )
  return new Set([...(team.owner_user_id ? [team.owner_user_id] : []), ...members.map(({ user }) => user.id)])
}
