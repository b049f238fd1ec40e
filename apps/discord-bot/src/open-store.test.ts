import { createServer, type AddressInfo } from 'node:net'
import { createFakeClock } from '@fluxkit/core/testing'
import { expect, onTestFinished, test } from 'vitest'
import { readConfig } from './config/config.ts'
import { openStoreWhenUp } from './open-store.ts'

/** What PostgreSQL says to a new connection: an ErrorResponse. Source: its "Message Formats". */
function refusal(code: string, text: string): Buffer {
  const fields = ['SFATAL', `C${code}`, `M${text}`].map((field) => `${field}\0`).join('')
  const body = Buffer.from(`${fields}\0`)
  const head = Buffer.alloc(5)
  head.write('E')
  head.writeInt32BE(body.length + 4, 1)
  return Buffer.concat([head, body])
}

/** A server that refuses each connection in turn with the next of these, the last one for good. */
async function aServer(refusals: readonly (Buffer | 'hangs up')[]): Promise<string> {
  let count = 0
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => {
      const next = refusals[Math.min(count++, refusals.length - 1)] ?? 'hangs up'
      if (next === 'hangs up') socket.destroy()
      else socket.end(next)
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `postgres://fluxkit:secret@127.0.0.1:${(server.address() as AddressInfo).port}/bot`
}

async function open(url: string): Promise<{ readonly error: unknown; readonly waits: readonly unknown[] }> {
  const settings = readConfig({ DISCORD_TOKEN: 'a', ACEDATACLOUD_API_TOKEN: 'b', DATABASE_URL: url })
  if (!settings.ok) throw new Error(settings.faults.join())
  const clock = createFakeClock({ startMs: 0 })
  const waits: unknown[] = []
  const note = (facts: object): void => void waits.push((facts as { againInSeconds?: number }).againInSeconds)
  const log = { debug: note, info: note, warn: note, error: note }
  const error: unknown = await clock.until(
    openStoreWhenUp(settings.config, clock, log).catch((thrown: unknown) => thrown),
  )
  return { error, waits }
}

const starting = refusal('57P03', 'the database system is starting up')
const wrongPassword = refusal('28P01', 'password authentication failed for user "fluxkit"')

test('a database that is starting, full or cut off is waited for; a wrong password refuses the start in one sentence', async () => {
  const url = await aServer([
    ...Array<Buffer>(8).fill(starting),
    'hangs up',
    refusal('08P01', 'server login has been failing, try again later (server_login_retry)'),
    wrongPassword,
  ])

  const { error, waits } = await open(url)

  expect(String(error)).toMatch(
    /^Error: The database at 127\.0\.0\.1:\d+ can’t be used: password authentication failed for user "fluxkit"\. See DATABASE_URL\.$/,
  )
  expect(waits).toEqual([1, 2, 5, 10])
})

test.each([
  ['a database that there isn’t', refusal('3D000', 'database "bot" does not exist')],
  ['a role that there isn’t', refusal('28000', 'role "fluxkit" does not exist')],
  ['a name that PgBouncer doesn’t know', refusal('08P01', 'no such user: fluxkit')],
])('%s is not waited for', async (_, answer) => {
  const { error, waits } = await open(await aServer([answer]))

  expect(String(error)).toContain('can’t be used')
  expect(waits).toEqual([])
})
