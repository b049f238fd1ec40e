import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { settleProcess } from '@fluxkit/tooling/time'
import { WebSocket } from 'ws'
import type { SimulatedUser } from '../actors/user.ts'
import { isObject, type JsonObject } from '../json.ts'
import {
  createDiscordSimulator,
  type DiscordSimulator,
  type DiscordSimulatorOptions,
  type RunningDiscord,
} from '../simulator.ts'
import type { SimulatedChannel } from '../actors/channel.ts'
import type { SimulatedGuild } from '../actors/guild.ts'

export interface RawAnswer {
  readonly status: number
  readonly headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- tests inspect it
  readonly body: any
}

export interface RawFile {
  readonly name: string
  readonly bytes: Uint8Array
}

/** A bot without a library: a websocket that identified, and requests written by hand. Its clock stands still. */
export interface RawBot extends AsyncDisposable {
  readonly clock: FakeClock
  readonly simulator: DiscordSimulator
  readonly discord: RunningDiscord
  readonly guild: SimulatedGuild
  readonly channel: SimulatedChannel
  readonly anna: SimulatedUser
  readonly socket: RawSocket
  call(method: string, path: string, json?: unknown, files?: readonly RawFile[]): Promise<RawAnswer>
  /** The latest interaction from the gateway. */
  interaction(): Promise<JsonObject & { readonly id: string; readonly token: string }>
  /** Answers the latest interaction. */
  respond(json: unknown, files?: readonly RawFile[]): Promise<RawAnswer>
  /** Calls the webhook of the latest interaction, e.g. `webhook('PATCH', '/messages/@original', …)`. */
  webhook(method: string, path: string, json?: unknown, files?: readonly RawFile[]): Promise<RawAnswer>
}

export interface RawSocket {
  readonly received: JsonObject[]
  send(payload: unknown): void
  /** Waits for a matching payload, including earlier ones. */
  next(fits: (payload: JsonObject) => boolean): Promise<JsonObject>
  /** The code that the other side closed with. */
  readonly closed: Promise<number>
  close(code?: number): void
}

export function openSocket(url: string): RawSocket {
  const socket = new WebSocket(url)
  const received: JsonObject[] = []
  const waiting = new Set<() => void>()
  socket.on('message', (data) => {
    const payload: unknown = JSON.parse((data as Buffer).toString())
    if (isObject(payload)) received.push(payload)
    for (const check of waiting) check()
  })
  return {
    received,
    closed: new Promise((resolve) => {
      socket.on('close', resolve)
    }),
    send: (payload) => socket.send(typeof payload === 'string' ? payload : JSON.stringify(payload)),
    close: (code) => socket.close(code),
    next: (fits) =>
      new Promise((resolve) => {
        const check = (): void => {
          const found = received.find(fits)
          if (found === undefined) return
          waiting.delete(check)
          resolve(found)
        }
        waiting.add(check)
        check()
      }),
  }
}

export function identify(token: string, fields: JsonObject = {}): JsonObject {
  return { op: 2, d: { token, intents: 1, properties: {}, ...fields } }
}

const testCommands: readonly JsonObject[] = [
  {
    name: 'flux',
    description: 'Images',
    integration_types: [0, 1],
    options: [
      { type: 3, name: 'prompt', description: 'What to see', required: true },
      { type: 3, name: 'model', description: 'Which model', autocomplete: true },
      { type: 4, name: 'count', description: 'How many', min_value: 1, max_value: 4 },
      { type: 11, name: 'image', description: 'An image to start from' },
    ],
  },
  { name: 'Edit with Flux', type: 3, integration_types: [0, 1] },
]

export async function startRawBot(options: DiscordSimulatorOptions = {}): Promise<RawBot> {
  const clock = createFakeClock({ settle: settleProcess })
  const simulator = createDiscordSimulator({ clock, rateLimits: 'off', ...options })
  const discord = await simulator.listen()
  const guild = simulator.world.guild('Pixels')
  const channel = guild.channel('general')
  const anna = simulator.world.user('anna', { locale: 'de' })
  guild.join(anna)
  const socket = openSocket(`${discord.gatewayUrl}?v=10&encoding=json`)
  await socket.next(({ op }) => op === 10)
  socket.send(identify(simulator.botToken))
  await socket.next(({ t }) => t === 'GUILD_CREATE')

  const call: RawBot['call'] = async (method, path, json, files) => {
    const headers: Record<string, string> = { authorization: `Bot ${simulator.botToken}` }
    let body: string | FormData | null = null
    if (files !== undefined) {
      body = new FormData()
      if (json !== undefined) body.set('payload_json', JSON.stringify(json))
      for (const [index, file] of files.entries()) {
        body.set(`files[${index}]`, new Blob([Uint8Array.from(file.bytes)]), file.name)
      }
    } else if (json !== undefined) {
      headers['content-type'] = 'application/json'
      body = JSON.stringify(json)
    }
    const response = await fetch(`${discord.apiBase}/v10${path}`, { method, headers, body })
    const text = await response.text()
    return { status: response.status, headers: response.headers, body: text === '' ? undefined : parse(text) }
  }
  await call('PUT', `/applications/${simulator.applicationId}/commands`, testCommands)

  const interaction: RawBot['interaction'] = async () => {
    await socket.next(({ t }) => t === 'INTERACTION_CREATE')
    const latest = socket.received.findLast(({ t }) => t === 'INTERACTION_CREATE')
    return latest?.['d'] as JsonObject & { id: string; token: string }
  }
  return {
    clock,
    simulator,
    discord,
    guild,
    channel,
    anna,
    socket,
    call,
    interaction,
    async respond(json, files) {
      const { id, token } = await interaction()
      return call('POST', `/interactions/${id}/${token}/callback`, json, files)
    },
    async webhook(method, path, json, files) {
      const { token } = await interaction()
      return call(method, `/webhooks/${simulator.applicationId}/${token}${path}`, json, files)
    },
    async [Symbol.asyncDispose]() {
      socket.close()
      await discord.close()
    },
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return text
  }
}
