import { Routes, type APIApplication, type REST } from 'discord.js'

/** Source: "Teams", membership state. */
const accepted = 2
/** Source: "Teams", team member roles. They may look at the application, and change nothing. */
const onlooker = 'read_only'

/**
 * The user or the team that owns the application.
 * @throws what discord.js says
 */
export async function readOwners(rest: Pick<REST, 'get'>): Promise<ReadonlySet<string>> {
  const { owner, team } = (await rest.get(Routes.currentApplication())) as Pick<APIApplication, 'owner' | 'team'>
  // The owner of a team's application is a stand-in for the team.
  if (!team) return new Set(owner ? [owner.id] : [])
  const members = team.members.filter(
    (one) => Number(one.membership_state) === accepted && String(one.role) !== onlooker,
  )
  return new Set([...(team.owner_user_id ? [team.owner_user_id] : []), ...members.map(({ user }) => user.id)])
}
