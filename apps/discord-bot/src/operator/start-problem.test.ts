import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '@fluxkit/core/node'
import { Hono } from 'hono'
import { expect, onTestFinished, test } from 'vitest'
import { servePages } from '../ops/serve.ts'
import { openTestStore } from '../test/open-test-store.ts'
import { startProblem } from './start-problem.ts'

const config = {
  FLUXKIT_DATA_DIR: '/srv/bot',
  FLUXKIT_HOST: '127.0.0.1',
  FLUXKIT_PORT: 8080,
  DISCORD_API_BASE: 'https://discord.com/api',
}

test.each([
  [
    { code: 'EACCES', path: '/srv/bot' },
    '/srv/bot can’t be written (EACCES). Let the user that runs the bot write there, or set FLUXKIT_DATA_DIR to another folder.',
  ],
  [
    { code: 'EACCES', port: 80, address: '0.0.0.0' },
    'Port 80 can’t be opened by this user (EACCES). Set FLUXKIT_PORT to one above 1023.',
  ],
  [
    { code: 'ENOSPC', path: '/srv/bot/images' },
    'The disk of /srv/bot/images is full (ENOSPC). Make room there; nothing that was paid for is lost.',
  ],
  [
    { code: 'EADDRNOTAVAIL', address: '10.0.0.9', port: 8080 },
    '10.0.0.9 isn’t an address of this machine. Set FLUXKIT_HOST to 127.0.0.1 or 0.0.0.0.',
  ],
  [
    { code: 'ENOTFOUND', hostname: 'discord.com' },
    'The host discord.com has no address (ENOTFOUND). Check the name and the DNS of this machine.',
  ],
  [
    { code: 'ECONNREFUSED', address: '127.0.0.1', port: 9 },
    '127.0.0.1:9 can’t be reached (ECONNREFUSED). Check the network and the firewall of this machine.',
  ],
  [
    { status: 401, code: 0, message: '401: Unauthorized' },
    'Discord does not accept DISCORD_TOKEN (401). Reset it under Bot at https://discord.com/developers/applications.',
  ],
  [
    { code: 'ERR_SQLITE_ERROR', errcode: 5, message: 'database is locked' },
    'The database /srv/bot/fluxkit.sqlite is locked by another program. Stop what else has it open.',
  ],
  [
    { code: 'ERR_SQLITE_ERROR', errcode: 1, message: 'no such table: x' },
    'The database /srv/bot/fluxkit.sqlite can’t be used: no such table: x.',
  ],
  [
    new Error('Discord has closed the connection for good (4014).'),
    'Discord has closed the connection for good (4014).',
  ],
  ['a text', 'a text'],
])('%j is explained', (error, message) => {
  expect(startProblem(error, config)).toBe(message)
})

test('a port that another program has is named as it fails', async () => {
  const other = createServer().listen(0, '127.0.0.1')
  onTestFinished(() => void other.close())
  await new Promise((resolve) => other.once('listening', resolve))
  const { port } = other.address() as { port: number }

  const error: unknown = await servePages(new Hono(), { host: '127.0.0.1', port, clock: systemClock }).catch(
    (thrown: unknown) => thrown,
  )

  expect(startProblem(error, config)).toBe(
    `Port ${port} of 127.0.0.1 is in use. Does the bot run already? Otherwise set FLUXKIT_PORT (or FLUXKIT_METRICS_PORT) to another one, or 0 for any.`,
  )
})

test.each([
  ['a text file', (path: string) => writeFileSync(path, 'x'.repeat(5_000)), 'is damaged or isn’t one'],
  ['a folder', (path: string) => mkdirSync(path), 'can’t be opened for writing'],
])('%s where the database should be is named as it fails', async (_, make, part) => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-problem-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'fluxkit.sqlite')
  make(path)

  const error: unknown = await openTestStore({ path }).catch((thrown: unknown) => thrown)

  const message = startProblem(error, { ...config, FLUXKIT_DATA_DIR: folder })
  expect(message).toContain(path)
  expect(message).toContain(part)
})
