import { findChannel, type Backend } from '../backend.ts'
import { isObject } from '../json.ts'
import { channelToWire, guildToWire, memberToWire } from '../state/guild-wire.ts'
import type { GuildRecord } from '../state/world-state.ts'
import { userToWire } from '../state/user-wire.ts'
import { openDirectChannel } from '../state/direct-channel.ts'
import { discordError } from '../requests/errors.ts'
import { FormErrors } from '../requests/form-errors.ts'
import { ok } from '../requests/request.ts'
import type { Route } from './route.ts'
import { requireAccess } from './access.ts'

function guildOfBot(backend: Backend, id: string | undefined): GuildRecord {
  const guild = backend.world.guilds.get(id ?? '')
  if (guild === undefined) throw discordError(10004)
  if (!guild.botInstalled) throw discordError(50001)
  return guild
}

export const accountRoutes: readonly Route[] = [
  {
    method: 'GET',
    template: '/gateway',
    auth: 'none',
    handle: (backend) => ok({ url: gatewayUrl(backend) }),
  },
  {
    method: 'GET',
    template: '/gateway/bot',
    auth: 'bot',
    handle: (backend) =>
      ok({
        url: gatewayUrl(backend),
        shards: backend.shards,
        session_start_limit: { total: 1000, remaining: 1000, reset_after: 0, max_concurrency: 1 },
      }),
  },
  {
    method: 'GET',
    template: '/users/@me',
    auth: 'bot',
    handle: (backend) =>
      ok({ ...userToWire(backend.botUser), mfa_enabled: false, locale: 'en-US', verified: true, email: null }),
  },
  {
    method: 'GET',
    template: '/users/{user_id}',
    auth: 'bot',
    handle: (backend, _request, params) => {
      const user = backend.world.users.get(params['user_id'] ?? '')
      if (user === undefined) throw discordError(10013)
      return ok(userToWire(user))
    },
  },
  {
    method: 'POST',
    template: '/users/@me/channels',
    auth: 'bot',
    handle: (backend, request) => {
      const recipient = isObject(request.json) ? request.json['recipient_id'] : undefined
      const user = typeof recipient === 'string' ? backend.world.users.get(recipient) : undefined
      if (user === undefined) {
        const errors = new FormErrors()
        errors.add(['recipient_id'], 'USER_INVALID_USER', 'Unknown user')
        errors.throwIfAny()
      }
      if (user === undefined || user.bot) throw discordError(50007)
      return ok(channelToWire(backend.world, openDirectChannel(backend.world, backend.nextId, user.id)))
    },
  },
  {
    method: 'GET',
    template: '/channels/{channel_id}',
    auth: 'bot',
    handle: (backend, _request, params) => {
      const channel = findChannel(backend, params['channel_id'])
      requireAccess(backend, channel)
      return ok(channelToWire(backend.world, channel))
    },
  },
  {
    method: 'GET',
    template: '/guilds/{guild_id}',
    auth: 'bot',
    handle: (backend, _request, params) => ok(guildToWire(guildOfBot(backend, params['guild_id']))),
  },
  {
    method: 'GET',
    template: '/guilds/{guild_id}/channels',
    auth: 'bot',
    handle: (backend, _request, params) => {
      const guild = guildOfBot(backend, params['guild_id'])
      const channels = Array.from(backend.world.channels.values()).filter(
        (one) => one.guildId === guild.id && one.type < 10,
      )
      return ok(channels.filter((one) => !one.deleted).map((one) => channelToWire(backend.world, one)))
    },
  },
  {
    method: 'GET',
    template: '/guilds/{guild_id}/members/{user_id}',
    auth: 'bot',
    handle: (backend, _request, params) => {
      const member = guildOfBot(backend, params['guild_id']).members.get(params['user_id'] ?? '')
      if (member === undefined) throw discordError(10007)
      return ok(memberToWire(backend.world, member))
    },
  },
]

function gatewayUrl(backend: Backend): string {
  return `${backend.cdn.origin.replace(/^http/u, 'ws')}/gateway`
}
