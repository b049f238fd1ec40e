import { Routes, TeamMemberMembershipState, TeamMemberRole, type APIApplication, type REST } from 'discord.js'

/** What the bot needs to know of its application. */
export interface Application {
  readonly id: string
  /** The user that the bot writes as. */
  readonly botId: string
  /** The user or the team that owns it. */
  readonly owners: ReadonlySet<string>
  /** Ed25519 in hexadecimal: Discord signs HTTP interactions with its counterpart. */
  readonly verifyKey: string
  /** Where Discord sends interactions; absent: to the gateway. */
  readonly endpointUrl?: string | undefined
}

/** @throws what discord.js says */
export async function readApplication(rest: Pick<REST, 'get'>): Promise<Application> {
  const raw = (await rest.get(Routes.currentApplication())) as APIApplication
  return {
    id: raw.id,
    botId: raw.bot?.id ?? raw.id,
    owners: ownersOf(raw),
    verifyKey: raw.verify_key,
    endpointUrl: raw.interactions_endpoint_url ?? undefined,
  }
}

function ownersOf({ owner, team }: Pick<APIApplication, 'owner' | 'team'>): ReadonlySet<string> {
  // The owner of a team's application is a stand-in for the team.
  if (!team) return new Set(owner ? [owner.id] : [])
  const members = team.members.filter(
    // Members with the role "read-only" can view the application but change nothing.
    (one) => one.membership_state === TeamMemberMembershipState.Accepted && one.role !== TeamMemberRole.ReadOnly,
  )
  return new Set([...(team.owner_user_id ? [team.owner_user_id] : []), ...members.map(({ user }) => user.id)])
}
