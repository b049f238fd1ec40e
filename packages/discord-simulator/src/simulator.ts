import { randomBytes } from 'node:crypto'
import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createAdaptorServer, type HttpBindings } from '@hono/node-server'
import { Hono } from 'hono'
import type { Backend } from './backend.ts'
import { createCdn } from './cdn/cdn.ts'
import { answerFile } from './cdn/answer-file.ts'
import { systemClock, type DiscordClock, type PassTime } from './clock/clock.ts'
import { createCommandRegistry } from './commands/registry.ts'
import { createControlApp, type ControlOptions } from './control/control-app.ts'
import { createEventStream, type EventStream } from './events/event-stream.ts'
import { createFaultList, type Faults } from './faults/faults.ts'
import { createEndpoint, type EndpointControls } from './endpoint/endpoint.ts'
import { createGateway, type GatewayControls } from './gateway/gateway.ts'
import { createSnowflakes } from './clock/snowflake.ts'
import { createInteractionStore } from './state/interaction-store.ts'
import { createRequestValidator, type RequestValidator } from './validator/request-validator.ts'
import { createInvalidRequests, maxInvalidRequests } from './rest/invalid-requests.ts'
import { createRateLimiter } from './rest/limits.ts'
import { maxLoggedRequests, type LoggedRequest } from './events/request-log.ts'
import { createRestApp, type RestParts } from './rest/rest-app.ts'
import { createWorldState, type UserRecord } from './state/world-state.ts'
import { World } from './actors/world.ts'

export interface DiscordSimulatorOptions {
  /** For the 3 s, the 15 min, heartbeats, links and rate limits. Default: the machine's. */
  readonly clock?: DiscordClock
  /** Default: real time. */
  readonly passTime?: PassTime
  readonly applicationId?: string
  readonly applicationName?: string
  readonly botToken?: string
  /** Intents that the app was granted beyond the usual ones; default none. */
  readonly grantedPrivilegedIntents?: number
  /** Connections that Discord wants of a bot of this size; fewer are refused with 4011. Default 1. */
  readonly shards?: number
  /** `off`: no rate limits of its own; faults still can. Default `discord`. */
  readonly rateLimits?: 'discord' | 'off'
  /** Answers of 401, 403 and 429 within 10 min that block the client; default 10,000. */
  readonly maxInvalidRequests?: number
  /** Where Discord's OpenAPI document is; default: `FLUXKIT_DISCORD_OPENAPI`, then beside the workspace. */
  readonly openApiPath?: string
  /** Opens the people of the simulator to pages in a browser, below `/simulator`. Default: closed. */
  readonly control?: ControlOptions
  /** For tokens and signatures; default random. */
  readonly newToken?: () => string
}

export interface RunningDiscord {
  /** For `rest: { api }` of discord.js, without the version. */
  readonly apiBase: string
  readonly gatewayUrl: string
  readonly port: number
  /**
   * @throws AggregateError when the simulator itself failed
   * @throws ValidationError when a request or an answer was not as Discord's document has it
   */
  close(): Promise<void>
}

export interface DiscordSimulator {
  readonly applicationId: string
  readonly botToken: string
  readonly world: World
  readonly gateway: GatewayControls
  /** HTTP interactions: where they are sent, with which key. */
  readonly endpoint: EndpointControls
  readonly events: EventStream
  readonly validator: RequestValidator
  /** What goes wrong with REST requests. */
  readonly faults: Faults
  /** The latest REST requests, oldest first. */
  readonly requests: readonly LoggedRequest[]
  /** Answers of 401, 403 and 429 in the last 10 min. */
  readonly invalidRequests: number
  /** Serves on 127.0.0.1. @param options.port default: a free one */
  listen(options?: { readonly port?: number }): Promise<RunningDiscord>
}

export function createDiscordSimulator(options: DiscordSimulatorOptions = {}): DiscordSimulator {
  const clock = options.clock ?? systemClock
  const newToken = options.newToken ?? (() => randomBytes(24).toString('base64url'))
  const nextId = createSnowflakes(clock)
  const events = createEventStream(clock, options.passTime)
  const applicationId = options.applicationId ?? nextId()
  const applicationName = options.applicationName ?? 'flux'
  const botUser: UserRecord = {
    id: applicationId,
    username: applicationName,
    globalName: null,
    bot: true,
    locale: 'en-US',
    acceptsDirectMessages: false,
    installedApp: false,
  }
  const { shards = 1 } = options
  const gateway = createGateway(() => backend, {
    grantedPrivilegedIntents: options.grantedPrivilegedIntents ?? 0,
    shards,
  })
  const crashes: unknown[] = []
  const endpoint = createEndpoint(
    () => backend,
    (error) => crashes.push(error),
  )
  const backend: Backend = {
    applicationId,
    applicationName,
    botToken: options.botToken ?? `${Buffer.from(applicationId).toString('base64url')}.simulated.${newToken()}`,
    botUser,
    clock,
    nextId,
    newToken,
    world: createWorldState(),
    events,
    cdn: createCdn(clock, newToken()),
    gateway,
    endpoint,
    shards,
    commands: createCommandRegistry(applicationId, nextId, clock, events),
    interactions: createInteractionStore(clock, events),
    validator: createRequestValidator(options.openApiPath),
  }
  backend.world.users.set(botUser.id, botUser)
  const faults = createFaultList()
  const requests: LoggedRequest[] = []
  const parts: RestParts = {
    backend,
    faults,
    limits: options.rateLimits === 'off' ? undefined : createRateLimiter(clock),
    invalidRequests: createInvalidRequests(clock, options.maxInvalidRequests ?? maxInvalidRequests),
    log(request) {
      requests.push(request)
      if (requests.length > maxLoggedRequests) requests.splice(0, maxLoggedRequests / 2)
      events.emit({ type: 'rest.answered', ...request })
    },
  }
  const world = new World(backend)
  const server = createHttpServer(parts, world, options.control, crashes)
  server.on('upgrade', (request, socket, head) => gateway.upgrade(request, socket, head))

  return {
    applicationId,
    botToken: backend.botToken,
    world,
    gateway,
    endpoint,
    events,
    validator: backend.validator,
    faults,
    requests,
    get invalidRequests() {
      return parts.invalidRequests.count
    },
    async listen({ port = 0 } = {}) {
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject)
        server.listen(port, '127.0.0.1', resolve)
      })
      const { port: actual } = server.address() as AddressInfo
      backend.cdn.origin = `http://127.0.0.1:${actual}`
      return {
        apiBase: `http://127.0.0.1:${actual}/api`,
        gatewayUrl: `ws://127.0.0.1:${actual}/gateway`,
        port: actual,
        async close() {
          gateway.shutDown()
          endpoint.shutDown()
          server.closeAllConnections()
          await new Promise<void>((resolve) => {
            server.close(() => resolve())
          })
          if (crashes.length > 0) throw new AggregateError(crashes, 'The simulator itself failed')
          backend.validator.assertClean()
        },
      }
    },
  }
}

function createHttpServer(
  parts: RestParts,
  world: World,
  control: ControlOptions | undefined,
  crashes: unknown[],
): Server {
  const { backend } = parts
  const rest = createRestApp(parts)
  const app = new Hono<{ Bindings: HttpBindings }>()
  for (const path of ['/attachments/*', '/ephemeral-attachments/*']) {
    app.get(path, ({ req }) => answerFile(backend.cdn, new URL(req.url)))
  }
  if (control !== undefined) app.route('/simulator', createControlApp({ backend, world, options: control }))
  app.all('*', ({ req, env }) => rest.fetch(req.raw, env))
  app.onError((error, { env: { incoming } }) => {
    // Otherwise the client was gone before its request was complete, as a bot that gets killed is.
    if (!incoming.destroyed || incoming.complete) crashes.push(error)
    return Response.json({ message: '500: Internal Server Error', code: 0 }, { status: 500 })
  })
  return createAdaptorServer({ fetch: app.fetch, overrideGlobalObjects: false }) as Server
}
