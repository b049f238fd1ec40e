import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { settleProcess } from '@fluxkit/tooling/time'
import type { APIInteraction } from 'discord.js'
import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { createMetrics, type MeasuredMetrics } from '../ops/metrics.ts'
import { createPages, servePages, type Served } from '../ops/serve.ts'
import { createDiscordKey, type DiscordKey } from '../test/discord-key.ts'
import { createInteractionsPage } from './interactions-page.ts'
import { createVerifyKey } from './verify-key.ts'

const startMs = 1_767_225_600_000
const nowSeconds = 1_767_225_600

let discord: DiscordKey
let clock: FakeClock
let served: Served
let metrics: MeasuredMetrics
let received: APIInteraction[]
let logged: string[]
/** What handling an interaction takes. */
let handling: Promise<void>

beforeAll(async () => {
  discord = await createDiscordKey()
})

beforeEach(async () => {
  clock = createFakeClock({ startMs, settle: settleProcess })
  metrics = createMetrics(async () => [])
  received = []
  logged = []
  handling = Promise.resolve()
  served = await serve(true)
})
afterEach(() => served.close(0))

async function serve(isKeyKnown: boolean): Promise<Served> {
  const note = (_: unknown, message: string): void => void logged.push(message)
  const log = { debug: () => undefined, info: note, warn: note, error: note }
  const key = createVerifyKey(clock, log, async () => discord.verifyKey)
  if (isKeyKnown) key.use(discord.verifyKey)
  const receive = (raw: APIInteraction): Promise<void> => {
    received.push(raw)
    return handling
  }
  const page = createInteractionsPage({ clock, log, metrics, receive, config: {} as never }, key)
  const pages = createPages(() => Promise.reject(new Error('not of this test')), undefined, page)
  return servePages(pages, { host: '127.0.0.1', port: 0, clock })
}

interface Sent {
  readonly timestamp?: string
  readonly signature?: string
  readonly headers?: Readonly<Record<string, string>>
}

const command = JSON.stringify({ id: '100', type: 2, token: 'secret' })

async function post(body: string | Uint8Array<ArrayBuffer>, sent: Sent = {}): Promise<[status: number, text: string]> {
  const { timestamp = String(nowSeconds) } = sent
  const signature = sent.signature ?? (await discord.sign(timestamp, body))
  const headers = sent.headers ?? { 'X-Signature-Ed25519': signature, 'X-Signature-Timestamp': timestamp }
  const response = await fetch(`http://127.0.0.1:${served.port}/interactions`, { method: 'POST', headers, body })
  return [response.status, await response.text()]
}

async function refusals(): Promise<Record<string, number>> {
  const { values } = await metrics.registry.getSingleMetric('fluxkit_interactions_refused_total')!.get()
  return Object.fromEntries(values.map(({ labels, value }) => [String(labels['reason']), value]))
}

describe('what Discord has signed', () => {
  test('is answered with PONG in the body when it is PING, and nothing else happens', async () => {
    expect(await post('{"id":"1","type":1}')).toEqual([200, '{"type":1}'])
    expect(received).toEqual([])
  })

  test('is handled, and then answered with 202 without a body', async () => {
    let isHandled = false
    handling = clock.sleep(1_000).then(() => void (isHandled = true))
    const answer = post(command).then((given) => [...given, isHandled])

    expect(await clock.until(answer)).toEqual([202, '', true])
    expect(received).toEqual([{ id: '100', type: 2, token: 'secret' }])
  })

  test('is answered after 2.5 s when handling it takes longer', async () => {
    handling = new Promise(() => undefined)

    expect(await clock.until(post(command))).toEqual([202, ''])
    expect(clock.now() - startMs).toBe(2_500)
  })

  test('is handled once, however often it is sent', async () => {
    const answers = await Promise.all([post(command), post(command), post(command)])
    await post(command, { timestamp: String(nowSeconds + 1) })

    expect(answers.map(([status]) => status)).toEqual([202, 202, 202])
    expect(received).toHaveLength(1)
  })

  test('may come in any number of pieces, and its raw bytes count', async () => {
    const body = '{ "id" : "7","type":2,"data":{"name":"ü🦊 \\u00e9"} }'
    const pieces = new ReadableStream<Uint8Array>({
      start(controller) {
        for (const byte of Buffer.from(body)) controller.enqueue(Uint8Array.of(byte))
        controller.close()
      },
    })
    const timestamp = String(nowSeconds)
    const response = await fetch(`http://127.0.0.1:${served.port}/interactions`, {
      method: 'POST',
      headers: {
        'x-signature-ed25519': await discord.sign(timestamp, body),
        'x-signature-timestamp': timestamp,
      },
      body: pieces,
      // Node wants it for streams; the types of browsers don't have it.
      duplex: 'half',
    } as RequestInit)

    expect(response.status).toBe(202)
    expect(received).toMatchObject([{ data: { name: 'ü🦊 é' } }])
  })

  test.each([
    ['nothing', ''],
    ['half an object', '{"id":"1","type":'],
    ['a list', '[]'],
    ['null', 'null'],
    ['no id', '{"type":2}'],
    ['an id that isn’t one', '{"id":"../1","type":2}'],
    ['no type', '{"id":"1"}'],
    ['bytes that aren’t text', Uint8Array.of(0xff, 0xfe, 0x7b)],
  ])('but is %s, gets 400', async (_, body) => {
    expect((await post(body))[0]).toBe(400)
    expect(received).toEqual([])
  })
})

describe('401 gets', () => {
  test.each<[string, (signature: string) => Sent]>([
    ['a request without signature and time', () => ({ headers: {} })],
    ['one without a time', (signature) => ({ headers: { 'x-signature-ed25519': signature } })],
    ['one without a signature', () => ({ headers: { 'x-signature-timestamp': String(nowSeconds) } })],
    ['an empty signature', () => ({ signature: '' })],
    ['a signature of zeros', () => ({ signature: '0'.repeat(128) })],
    ['the signature of another time', (signature) => ({ signature, timestamp: String(nowSeconds + 1) })],
    ['a time that isn’t a number', (signature) => ({ signature, timestamp: 'now' })],
  ])('%s', async (_, sent) => {
    const signature = await discord.sign(String(nowSeconds), command)
    expect(await post(command, sent(signature))).toEqual([401, ''])
    expect(received).toEqual([])
  })

  test('the signature of another key, also for PING: Discord checks that', async () => {
    const stranger = await createDiscordKey()
    const ping = '{"id":"1","type":1}'
    expect((await post(ping, { signature: await stranger.sign(String(nowSeconds), ping) }))[0]).toBe(401)
  })

  test('a body of which any bit is another', async () => {
    const signature = await discord.sign(String(nowSeconds), command)
    for (let bit = 0; bit < command.length * 8; bit += 7) {
      const body = new Uint8Array(Buffer.from(command))
      body[bit >> 3] = (body[bit >> 3] ?? 0) ^ (1 << (bit & 7))
      expect((await post(body, { signature }))[0]).toBe(401)
    }
    expect(received).toEqual([])
  })

  test('what was recorded more than 5 minutes ago, or lies that far ahead, and a wrong clock is logged once', async () => {
    const at = async (offset: number) => (await post(command, { timestamp: String(nowSeconds + offset) }))[0]

    expect([await at(-300), await at(300)]).toEqual([202, 202])
    expect([await at(-301), await at(301), await at(-86_400)]).toEqual([401, 401, 401])
    expect(received).toHaveLength(1)
    expect(logged).toEqual(['an interaction is old, or the clock of this machine is wrong'])
    expect(await refusals()).toEqual({ old: 3 })
  })

  test('a time of which a digit was moved into the body, although the signed bytes are the same', async () => {
    const signature = await discord.sign(String(nowSeconds), command)
    const [head, digit] = [String(nowSeconds).slice(0, -1), String(nowSeconds).slice(-1)]
    expect((await post(`${digit}${command}`, { timestamp: head, signature }))[0]).toBe(401)
  })
})

/** The answer on a socket, whose other side is closed then. */
async function answered(socket: Socket): Promise<string> {
  const chunks: Buffer[] = []
  socket.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(socket, 'close')
  return Buffer.concat(chunks).toString().split('\r\n')[0] ?? ''
}

async function openSocket(headers: readonly string[]): Promise<Socket> {
  const socket = connect(served.port, '127.0.0.1')
  socket.on('error', () => undefined)
  await once(socket, 'connect')
  const signed = [`x-signature-ed25519: ${'0'.repeat(128)}`, `x-signature-timestamp: ${nowSeconds}`]
  const head = ['POST /interactions HTTP/1.1', 'host: bot', ...signed, ...headers]
  socket.write(`${head.join('\r\n')}\r\n\r\n`)
  return socket
}

describe('a body', () => {
  test('that says it is larger than 1 MiB isn’t read', async () => {
    const socket = await openSocket(['content-length: 1048577'])
    expect(await answered(socket)).toBe('HTTP/1.1 413 Payload Too Large')
    expect(await refusals()).toEqual({ 'too large': 1 })
  })

  test('that grows larger is read no further', async () => {
    const socket = await openSocket(['transfer-encoding: chunked'])
    const answer = answered(socket)
    // A byte too many, and no end.
    socket.write(`100001\r\n${'x'.repeat(0x10_0001)}`)
    expect(await answer).toBe('HTTP/1.1 413 Payload Too Large')
  })

  test('of exactly 1 MiB is read', async () => {
    const body = JSON.stringify({ id: '1', type: 2, pad: '' })
    const padded = JSON.stringify({ id: '1', type: 2, pad: 'x'.repeat(1024 * 1024 - body.length) })
    expect((await post(padded))[0]).toBe(202)
  })

  test('that comes too slowly is given up after 3 s', async () => {
    const socket = await openSocket(['content-length: 100'])
    const answer = answered(socket)
    for (let count = 0; count < 29; count++) {
      socket.write('x')
      await clock.advance(100)
    }
    expect(socket.closed).toBe(false)
    await clock.advance(100)

    expect(await answer).toBe('HTTP/1.1 408 Request Timeout')
    expect(await refusals()).toEqual({ 'too slow': 1 })
  })

  test('that breaks off harms nothing', async () => {
    const socket = await openSocket(['content-length: 100'])
    socket.write('{"id"')
    await clock.advance(0)
    socket.destroy()
    await clock.advance(0)

    expect(await refusals()).toEqual({ 'cut off': 1 })
    expect((await post(command))[0]).toBe(202)
  })

  test('without a signature isn’t waited for', async () => {
    const socket = connect(served.port, '127.0.0.1')
    await once(socket, 'connect')
    socket.write('POST /interactions HTTP/1.1\r\nhost: bot\r\ncontent-length: 100\r\n\r\n')

    expect(await answered(socket)).toBe('HTTP/1.1 401 Unauthorized')
  })
})

test('before Discord’s key is known there is 503, and other methods get 405', async () => {
  const get = await fetch(`http://127.0.0.1:${served.port}/interactions`)
  expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST'])

  await served.close(0)
  served = await serve(false)
  expect((await post(command))[0]).toBe(503)
})

test('closing lets a request in flight finish, and takes no other', async () => {
  handling = clock.sleep(1_500)
  const answer = post(command)
  await clock.advance(0)
  const closed = served.close(2_000)
  await expect(post(command)).rejects.toThrow('fetch failed')

  expect(await clock.until(answer)).toEqual([202, ''])
  await clock.until(closed)
})
