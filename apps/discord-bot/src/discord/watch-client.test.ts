import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { createMetrics } from '../ops/metrics.ts'
import { watchClient } from './watch-client.ts'

function watched() {
  const client = Object.assign(new EventEmitter(), { rest: new EventEmitter() })
  const reported: string[] = []
  const note = (level: string) => (_: unknown, message: string) => void reported.push(`${level}: ${message}`)
  const log = { debug: note('debug'), info: note('info'), warn: note('warn'), error: note('error') }
  const failed = watchClient(
    client as never,
    log,
    createMetrics(async () => []),
  )
  let reason: string | undefined
  failed.catch((error: unknown) => (reason = error instanceof Error ? error.message : String(error)))
  const settled = async (): Promise<string | undefined> => {
    await new Promise((resolve) => setImmediate(resolve))
    return reason
  }
  return { client, reported, settled }
}

test.each([4004, 4010, 4011, 4012, 4013, 4014])(
  'close code %d is the end: discord.js on its own would stay up, deaf',
  async (code) => {
    const { client, settled } = watched()
    client.emit('shardDisconnect', { code }, 0)
    expect(await settled()).toBe(`Discord has closed the connection for good (${code}).`)
  },
)

test.each([1000, 1001, 1006, 4000, 4003, 4007, 4008, 4009])('close code %d is not', async (code) => {
  const { client, settled } = watched()
  client.emit('shardDisconnect', { code }, 0)
  expect(await settled()).toBeUndefined()
})

test('an invalidated session is the end, too', async () => {
  const { client, settled } = watched()
  client.emit('invalidated')
  expect(await settled()).toBe('Discord has invalidated the session for good.')
})

test('an error event is logged and does not end the process, as it would without a listener', async () => {
  const { client, reported, settled } = watched()
  expect(client.emit('error', new Error('socket'))).toBe(true)
  expect(reported).toEqual(['error: the Discord client reports an error'])
  expect(await settled()).toBeUndefined()
})

test('refused requests that add up are an error in the log, before Discord blocks the address', () => {
  const { client, reported } = watched()
  client.rest.emit('invalidRequestWarning', { count: 500, remainingTime: 1000 })
  expect(reported).toEqual(['error: many refused requests; 10,000 in 10 minutes block this address'])
})

test('a refused token is the end: discord.js forgets it, and would post nothing more', async () => {
  const { client, settled } = watched()
  client.rest.emit('response', { route: '/channels/:id/messages' }, { status: 403, headers: new Headers() })
  expect(await settled()).toBeUndefined()
  client.rest.emit('response', { route: '/channels/:id/messages' }, { status: 401, headers: new Headers() })
  expect(await settled()).toBe('Discord does not accept the token any more (401).')
})
