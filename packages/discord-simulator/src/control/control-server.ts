import type { IncomingMessage, ServerResponse } from 'node:http'
import { ActorError } from '../actors/actor-error.ts'
import type { Backend } from '../backend.ts'
import { isObject } from '../json.ts'
import { RestError } from '../requests/errors.ts'
import { readHttpBody } from '../requests/read-body.ts'
import type { World } from '../actors/world.ts'
import { act } from './act.ts'
import { followUser } from './follow.ts'
import { commandsView, messageView, worldView } from './views.ts'

export interface ControlOptions {
  /** Origins of pages that may use it, e.g. `http://127.0.0.1:4000`; the simulator's own always may. */
  readonly origins: readonly string[]
}

/**
 * The people of the simulator for a page in a browser, below `/simulator`:
 * `GET world`, `GET commands?user=&channel=`, `GET messages?user=&channel=`, `GET events?user=` (server-sent events),
 * `POST act`. Only pages of known origins get through, and only by the machine's own name.
 */
export async function serveControl(
  parts: { readonly backend: Backend; readonly world: World; readonly options: ControlOptions },
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { backend, world, options } = parts
  const url = new URL(incoming.url ?? '/', backend.cdn.origin)
  const { origin } = incoming.headers
  const isKnown = origin === undefined || origin === backend.cdn.origin || options.origins.includes(origin)
  // A foreign name that resolves to this machine must not open it to the page behind that name.
  const isLocal = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/u.test(incoming.headers.host ?? '')
  if (!isKnown || !isLocal) return answer(outgoing, 403, { error: 'This page may not use the simulator' })
  if (origin !== undefined) {
    outgoing.setHeader('access-control-allow-origin', origin)
    outgoing.setHeader('access-control-allow-headers', 'content-type')
    outgoing.setHeader('vary', 'origin')
  }
  const userId = findUser(world, url.searchParams.get('user'))
  const channelId = url.searchParams.get('channel') ?? ''
  switch (`${incoming.method} ${url.pathname.replace('/simulator/', '')}`) {
    case 'OPTIONS act':
      return answer(outgoing, 204)
    case 'GET world':
      return answer(outgoing, 200, worldView(backend, world))
    case 'GET commands':
      return answer(outgoing, 200, commandsView(backend, userId, channelId))
    case 'GET messages':
      return answer(outgoing, 200, visibleMessages(backend, userId, channelId))
    case 'GET events':
      return followUser(backend, userId, outgoing)
    case 'POST act':
      return actFor(backend, world, incoming, outgoing)
    default:
      return answer(outgoing, 404, { error: 'There is nothing here' })
  }
}

function findUser(world: World, name: string | null): string {
  return world.users.find((user) => user.name === name || user.id === name)?.id ?? ''
}

function visibleMessages(backend: Backend, userId: string, channelId: string): unknown[] {
  return Array.from(backend.world.channels.get(channelId)?.messages.values() ?? [])
    .filter((message) => !message.deleted && (message.ephemeralFor ?? userId) === userId)
    .map((message) => messageView(backend, message))
}

async function actFor(
  backend: Backend,
  world: World,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  // A form of a foreign page cannot send this type without being asked first.
  if (incoming.headers['content-type']?.startsWith('application/json') !== true) {
    return answer(outgoing, 415, { error: 'JSON, please' })
  }
  try {
    const { json } = await readHttpBody(incoming)
    answer(outgoing, 200, await act(backend, world, isObject(json) ? json : {}))
  } catch (error) {
    if (!(error instanceof ActorError) && !(error instanceof RestError)) throw error
    answer(outgoing, 400, { error: error.message })
  }
}

function answer(outgoing: ServerResponse, status: number, body?: unknown): void {
  outgoing.statusCode = status
  if (body === undefined) {
    outgoing.end()
    return
  }
  outgoing.setHeader('content-type', 'application/json')
  outgoing.end(JSON.stringify(body))
}
