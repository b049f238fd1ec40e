import type { Backend } from '../backend.ts'
import { withoutLocalizations } from '../commands/command-wire.ts'
import { isObject, type JsonObject } from '../json.ts'
import { discordError, plainError } from '../requests/errors.ts'
import { FormErrors } from '../requests/form-errors.ts'
import { noContent, ok, type RestRequest } from '../requests/request.ts'
import type { Route } from './route.ts'

type Params = Readonly<Record<string, string>>

/** @throws RestError 404 for another application, 50001 for a guild that the app is not in */
function scopeOf(backend: Backend, params: Params): string | null {
  if (params['application_id'] !== backend.applicationId) throw plainError(404, 'Not Found')
  const guildId = params['guild_id']
  if (guildId === undefined) return null
  if (!backend.world.guilds.get(guildId)?.botInstalled) throw discordError(50001)
  return guildId
}

function body(request: RestRequest): JsonObject {
  return isObject(request.json) ? request.json : {}
}

function commandList(json: unknown): JsonObject[] {
  const errors = new FormErrors()
  if (!Array.isArray(json)) errors.add([], 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType')
  errors.throwIfAny()
  return Array.isArray(json) ? json.map((one) => (isObject(one) ? one : {})) : []
}

export const commandRoutes: readonly Route[] = [
  '/applications/{application_id}/commands',
  '/applications/{application_id}/guilds/{guild_id}/commands',
].flatMap((template): Route[] => [
  {
    method: 'GET',
    template,
    auth: 'bot',
    handle: (backend, request, params) => {
      const commands = backend.commands.list(scopeOf(backend, params)).map(({ wire }) => wire)
      return ok(request.query.get('with_localizations') === 'true' ? commands : commands.map(withoutLocalizations))
    },
  },
  {
    method: 'POST',
    template,
    auth: 'bot',
    handle: (backend, request, params) => {
      const { command, created } = backend.commands.upsert(scopeOf(backend, params), body(request))
      return { status: created ? 201 : 200, body: command.wire }
    },
  },
  {
    method: 'PUT',
    template,
    auth: 'bot',
    handle: (backend, request, params) => {
      const commands = backend.commands.replaceAll(scopeOf(backend, params), commandList(request.json))
      return ok(commands.map(({ wire }) => wire))
    },
  },
  {
    method: 'GET',
    template: `${template}/{command_id}`,
    auth: 'bot',
    handle: (backend, _request, params) =>
      ok(backend.commands.get(scopeOf(backend, params), params['command_id'] ?? '').wire),
  },
  {
    method: 'PATCH',
    template: `${template}/{command_id}`,
    auth: 'bot',
    handle: (backend, request, params) =>
      ok(backend.commands.edit(scopeOf(backend, params), params['command_id'] ?? '', body(request)).wire),
  },
  {
    method: 'DELETE',
    template: `${template}/{command_id}`,
    auth: 'bot',
    handle: (backend, _request, params) => {
      backend.commands.remove(scopeOf(backend, params), params['command_id'] ?? '')
      return noContent
    },
  },
])
