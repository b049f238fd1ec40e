import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { settleProcess } from '@fluxkit/tooling/time'
import type { SimulatedChannel } from '../actors/channel.ts'
import type { SimulatedUser } from '../actors/user.ts'
import type { JsonObject } from '../json.ts'
import { createDiscordSimulator, type DiscordSimulator } from '../simulator.ts'
import type { RawAnswer } from './raw-bot.ts'

export interface EndpointRequest {
  readonly headers: IncomingHttpHeaders
  readonly text: string
  readonly body: JsonObject
}

interface Answer {
  readonly status: number
  readonly json?: unknown
  /** Never answers. */
  readonly hangs?: boolean
}

export type Answering = (request: EndpointRequest) => Answer | Promise<Answer>

/** A bot without a gateway: an HTTP server that a test writes the answers of. */
export interface EndpointBot extends AsyncDisposable {
  readonly clock: FakeClock
  readonly simulator: DiscordSimulator
  readonly channel: SimulatedChannel
  readonly anna: SimulatedUser
  /** Where it listens. */
  readonly url: string
  readonly received: EndpointRequest[]
  /** Answers what follows. */
  on(answering: Answering): void
  /** Another server with the same answers. */
  startReplica(): Promise<{ readonly url: string; close(): Promise<void> }>
  /** A request with the bot's token. */
  call(method: string, path: string, json?: unknown): Promise<RawAnswer>
  /** Answers an interaction through the callback. */
  callback(request: EndpointRequest, json: unknown): Promise<RawAnswer>
}

export async function startEndpointBot(): Promise<EndpointBot> {
  const clock = createFakeClock({ settle: settleProcess })
  const simulator = createDiscordSimulator({
    clock,
    rateLimits: 'off',
    passTime: (waiting) => clock.until(waiting),
  })
  const discord = await simulator.listen()
  const guild = simulator.world.guild('Pixels')
  const channel = guild.channel('general')
  const anna = simulator.world.user('anna')
  guild.join(anna)
  const received: EndpointRequest[] = []
  let answering: Answering = () => ({ status: 500 })
  const servers = new Set<Server>()

  async function serve(): Promise<{ readonly url: string; close(): Promise<void> }> {
    const server = createServer((incoming, outgoing) => {
      void (async () => {
        const chunks: Buffer[] = []
        for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk)
        const text = Buffer.concat(chunks).toString()
        const request = { headers: incoming.headers, text, body: JSON.parse(text) as JsonObject }
        received.push(request)
        const { status, json, hangs } = await answering(request)
        if (!hangs) outgoing.writeHead(status).end(json === undefined ? undefined : JSON.stringify(json))
      })()
    })
    servers.add(server)
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve)
    })
    const { port } = server.address() as AddressInfo
    const close = (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      })
    return { url: `http://127.0.0.1:${port}/interactions`, close }
  }

  const call: EndpointBot['call'] = async (method, path, json) => {
    const response = await fetch(`${discord.apiBase}/v10${path}`, {
      method,
      headers: { authorization: `Bot ${simulator.botToken}`, 'content-type': 'application/json' },
      body: json === undefined ? null : JSON.stringify(json),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: text === '' ? undefined : (JSON.parse(text) as unknown),
    }
  }
  const { url } = await serve()
  await call('PUT', `/applications/${simulator.applicationId}/commands`, [{ name: 'flux', description: 'Images' }])

  return {
    clock,
    simulator,
    channel,
    anna,
    url,
    received,
    on: (next) => void (answering = next),
    startReplica: serve,
    call,
    callback: ({ body }, json) =>
      call('POST', `/interactions/${String(body['id'])}/${String(body['token'])}/callback`, json),
    async [Symbol.asyncDispose]() {
      await discord.close()
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
    },
  }
}
