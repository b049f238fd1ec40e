import type { HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import { ActorError } from '../actors/actor-error.ts'
import type { World } from '../actors/world.ts'
import type { Backend } from '../backend.ts'
import { isObject } from '../json.ts'
import { RestError } from '../requests/errors.ts'
import { readHttpBody } from '../requests/read-http-body.ts'
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
export function createControlApp(parts: {
  readonly backend: Backend
  readonly world: World
  readonly options: ControlOptions
}): Hono<{ Bindings: HttpBindings }> {
  const { backend, world, options } = parts
  const app = new Hono<{ Bindings: HttpBindings }>()
  const userOf = (name: string | undefined): string =>
    world.users.find((user) => user.name === name || user.id === name)?.id ?? ''

  app.use(async ({ req, header, json }, next) => {
    const origin = req.header('origin')
    const isKnown = origin === undefined || origin === backend.cdn.origin || options.origins.includes(origin)
    // A foreign name that resolves to this machine must not open it to the page behind that name.
    const isLocal = /^(?:127\.0\.0\.1|localhost)(?::\d+)?$/u.test(req.header('host') ?? '')
    if (!isKnown || !isLocal) return json({ error: 'This page may not use the simulator' }, 403)
    if (origin !== undefined) {
      header('access-control-allow-origin', origin)
      header('access-control-allow-headers', 'content-type')
      header('vary', 'origin')
    }
    return next()
  })
  app.options('/act', ({ body }) => body(null, 204))
  app.get('/world', ({ json }) => json(worldView(backend, world)))
  app.get('/commands', ({ req, json }) =>
    json(commandsView(backend, userOf(req.query('user')), req.query('channel') ?? '')),
  )
  app.get('/messages', ({ req, json }) =>
    json(visibleMessages(backend, userOf(req.query('user')), req.query('channel') ?? '')),
  )
  app.get('/events', (context) => followUser(backend, userOf(context.req.query('user')), context))
  app.post('/act', async ({ req, env, json }) => {
    // A form of a foreign page cannot send this type without being asked first.
    if (req.header('content-type')?.startsWith('application/json') !== true) return json({ error: 'JSON, please' }, 415)
    try {
      const body = await readHttpBody(env.incoming)
      return json(await act(backend, world, isObject(body.json) ? body.json : {}))
    } catch (error) {
      if (!(error instanceof ActorError) && !(error instanceof RestError)) throw error
      return json({ error: error.message }, 400)
    }
  })
  app.all('*', ({ json }) => json({ error: 'There is nothing here' }, 404))
  return app
}

function visibleMessages(backend: Backend, userId: string, channelId: string): unknown[] {
  return Array.from(backend.world.channels.get(channelId)?.messages.values() ?? [])
    .filter((message) => !message.deleted && (message.ephemeralFor ?? userId) === userId)
    .map((message) => messageView(backend, message))
}
