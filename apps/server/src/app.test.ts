import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { systemClock } from '@fluxkit/core'
import { createTranslate } from '@fluxkit/messages'
import { english } from '@fluxkit/messages/server'
import { pseudoMessages } from '@fluxkit/messages/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { runApp } from './app.ts'
import { clientIds } from './install/clients.ts'
import type { ServerTranslate } from './language/translator.ts'

const pseudo: ServerTranslate = createTranslate('de', pseudoMessages(english))

interface Ran {
  readonly code: number
  readonly out: string
  readonly err: string
}

async function run(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
  t?: ServerTranslate,
): Promise<Ran> {
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-texts-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  await writeFile(join(folder, '.mcp.json'), '[]')
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const files = { cwd: folder, homeDir: folder, platform: 'linux' } as const
  const streams = { stdin: new PassThrough().end(), stdout, stderr }
  const stop = AbortSignal.abort()
  const host = { env, ...files, ...streams, clock: systemClock, random: () => 0, stop }
  const code = await runApp(host, args, t)
  return { code, out: String(stdout.read() ?? ''), err: String(stderr.read() ?? '') }
}

/** Two words in a row that are neither in a message nor a command line, a term of the help or a line of JSON or TOML. */
function englishIn(text: string): string[] {
  const inner = /⟦[^⟦⟧]*⟧/g
  let left = text
  while (inner.test(left)) left = left.replaceAll(inner, '')
  const lines = left.split('\n').filter((line) => !/^ *(?:fluxkit-server |--|["{}[\]]|args|command)/.test(line))
  return lines.filter((line) => /[a-z]{2,} [a-z]{2,}/i.test(line))
}

describe('everything that people read comes from the messages', () => {
  test.each([
    [['help']],
    ...clientIds.map((client) => [['install', client]]),
    [['install', 'zed', '--write']],
    [['install', 'claude-code', '--write']],
    [['install']],
    [['mcp', '--sandbox']],
    [['http', '--sandbox', '--port', '0']],
    [['serve']],
    [['mcp', '--day-image', '3']],
    [['mcp', '--out']],
    [['mcp', 'there']],
    [['mcp', '--day-images', 'many']],
    [['http', '--port', '70000']],
    [['http', '--host', '']],
    [['http', '--host', '0.0.0.0']],
  ])('%j', async (args) => {
    const { out, err } = await run(args, {}, pseudo)
    expect(out + err).toContain('⟦')
    expect(englishIn(out + err)).toEqual([])
  })

  test('wrong settings', async () => {
    const noToken = await run(['mcp'], { ACEDATACLOUD_API_BASE_URL: 'https://example.com' }, pseudo)
    const badUrl = await run(['mcp'], { ACEDATACLOUD_API_BASE_URL: 'example' }, pseudo)
    const shortToken = await run(['http', '--sandbox'], { FLUXKIT_SERVER_TOKEN: 'short' }, pseudo)
    for (const { err } of [noToken, badUrl, shortToken]) expect(err).toMatch(/^⟦[^⟦⟧]*⟧\n$/)
  })
})

test('the language is that of the environment', async () => {
  expect((await run(['serve'], { LANG: 'fr_FR.UTF-8' })).err).toBe(
    'Il n’y a pas de commande "serve". Voir fluxkit-server --help.\n',
  )
  expect((await run(['help'], { LC_ALL: 'C', LANG: 'de_DE' })).out).toContain('FLUX images for agents and apps')
})
