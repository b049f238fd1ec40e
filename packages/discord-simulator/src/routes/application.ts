import type { Backend } from '../backend.ts'
import { isAbsent, isObject, textOf, type JsonObject } from '../json.ts'
import { FormErrors } from '../requests/form-errors.ts'
import { urlField } from '../requests/form-fields.ts'
import { ok, type RestAnswer, type RestRequest } from '../requests/request.ts'
import { userToWire } from '../state/user-wire.ts'
import type { Route } from './route.ts'

function ownerToWire(backend: Backend): JsonObject {
  const { users, ownership } = backend.world
  const owner = users.get(ownership.userId ?? '') ?? backend.botUser
  // A team appears there as a user.
  return {
    ...userToWire(owner),
    ...(ownership.team && { id: ownership.team.id, username: `team${ownership.team.id}` }),
  }
}

function teamToWire({ world }: Backend): JsonObject | null {
  const { team } = world.ownership
  if (!team) return null
  const members = team.members.flatMap(({ userId, role, accepted }) => {
    const user = world.users.get(userId)
    if (!user) return []
    return { user: userToWire(user), team_id: team.id, membership_state: accepted ? 2 : 1, role, permissions: ['*'] }
  })
  return { id: team.id, icon: null, name: team.name, owner_user_id: team.ownerId, members }
}

function applicationToWire(backend: Backend): JsonObject {
  return {
    id: backend.applicationId,
    name: backend.applicationName,
    icon: null,
    description: '',
    type: null,
    bot: userToWire(backend.botUser),
    bot_public: true,
    bot_require_code_grant: false,
    verify_key: backend.endpoint.verifyKey,
    flags: 0,
    flags_new: '0',
    integration_types_config: { 0: {}, 1: {} },
    redirect_uris: [],
    interactions_endpoint_url: backend.endpoint.url ?? null,
    role_connections_verification_url: null,
    owner: ownerToWire(backend),
    approximate_guild_count: Array.from(backend.world.guilds.values()).filter((guild) => guild.botInstalled).length,
    approximate_user_install_count: Array.from(backend.world.users.values()).filter((user) => user.installedApp).length,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: teamToWire(backend),
    eligible_oauth2_scopes: [],
  }
}

/** `PATCH /applications/@me`, of which only the URL for interactions has an effect. */
async function changeApplication(backend: Backend, request: RestRequest): Promise<RestAnswer> {
  const body = isObject(request.json) ? request.json : {}
  if ('interactions_endpoint_url' in body) await setEndpoint(backend, body['interactions_endpoint_url'])
  return ok(applicationToWire(backend))
}

/** @throws RestError 50035 when the URL does not pass Discord's checks */
async function setEndpoint(backend: Backend, url: unknown): Promise<void> {
  if (isAbsent(url) || url === '') return backend.endpoint.use()
  const path = ['interactions_endpoint_url']
  const errors = new FormErrors()
  const text = textOf(url)
  urlField(errors, path, url, { max: 2048, schemes: isLoopback(text) ? ['https', 'http'] : ['https'] })
  errors.throwIfAny()
  if ((await backend.endpoint.check(text)) !== undefined) {
    const message = 'The specified interactions endpoint URL could not be verified.'
    errors.add(path, 'APPLICATION_INTERACTIONS_ENDPOINT_URL_INVALID', message)
  }
  errors.throwIfAny()
  backend.endpoint.use(text)
}

/** Discord wants https; a bot on this machine has no certificate. */
function isLoopback(url: string): boolean {
  return URL.canParse(url) && /^(?:127\.0\.0\.1|localhost)$/u.test(new URL(url).hostname)
}

export const applicationRoutes: readonly Route[] = [
  { method: 'GET', template: '/applications/@me', auth: 'bot', handle: (backend) => ok(applicationToWire(backend)) },
  { method: 'PATCH', template: '/applications/@me', auth: 'bot', handle: changeApplication },
  {
    method: 'GET',
    template: '/oauth2/applications/@me',
    auth: 'bot',
    handle: (backend) => ok(applicationToWire(backend)),
  },
]
