import { mkdir, mkdtemp, readdir, readFile, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { systemClock } from '@fluxkit/core'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runApp } from '../app.ts'
import type { Host } from '../host.ts'
import { version } from '../version.ts'
import { clientIds, recipeOf, startCommand } from './clients.ts'

let folder = ''
beforeEach(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'fluxkit-install-')))
  await mkdir(join(folder, 'project'))
})
afterEach(() => rm(folder, { recursive: true }))

async function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const host: Host = {
    env: {},
    cwd: join(folder, 'project'),
    homeDir: folder,
    platform: 'linux',
    stdin: new PassThrough(),
    stdout,
    stderr,
    clock: systemClock,
    random: () => 0,
    stop: new AbortController().signal,
  }
  const code = await runApp(host, ['install', ...args])
  const text = (stream: PassThrough): string => String(stream.read() ?? '')
  return { code, out: text(stdout), err: text(stderr) }
}

test('without --write the configuration is printed and nothing changes', async () => {
  const { code, out } = await run('cursor', '--day-images', '5')
  expect(code).toBe(0)
  expect(out).toContain(`Cursor: add this to ${join(folder, '.cursor', 'mcp.json')}, or add --write`)
  expect(out).toContain('"mcpServers": {\n    "fluxkit": {\n      "command": "npx",')
  expect(out).toContain('"--day-images",\n        "5"')
  expect(await readdir(folder)).toEqual(['project'])
})

test('with --write it is written after a backup, once', async () => {
  const path = join(folder, '.cursor', 'mcp.json')
  await mkdir(join(folder, '.cursor'))
  await writeFile(path, '{"mcpServers":{"other":{"command":"x"}}}')
  const { out } = await run('cursor', '--write')
  expect(out).toContain(`Wrote ${path}.\nThe file as it was: ${path}.fluxkit-backup`)
  expect(JSON.parse(await readFile(path, 'utf8'))).toEqual({
    mcpServers: {
      other: { command: 'x' },
      fluxkit: { command: 'npx', args: ['-y', `@fluxkit/server@${version}`, 'mcp'] },
    },
  })
  expect(await readFile(`${path}.fluxkit-backup`, 'utf8')).toBe('{"mcpServers":{"other":{"command":"x"}}}')
  expect((await run('cursor', '--write')).out).toContain(`${path} has it already.`)
  await run('cursor', '--write', '--sandbox')
  expect((await readdir(join(folder, '.cursor'))).toSorted()).toEqual([
    'mcp.json',
    'mcp.json.fluxkit-backup',
    'mcp.json.fluxkit-backup-2',
  ])
})

test('a configuration that is a link stays one', async () => {
  await mkdir(join(folder, '.gemini'))
  await writeFile(join(folder, 'dotfile.json'), '{}')
  await symlink(join(folder, 'dotfile.json'), join(folder, '.gemini', 'settings.json'))
  await run('gemini', '--write')
  expect(await readFile(join(folder, 'dotfile.json'), 'utf8')).toContain('"fluxkit"')
})

test('a damaged configuration is left alone', async () => {
  await writeFile(join(folder, 'project', '.mcp.json'), '{"mcpServers":')
  const { code, err } = await run('claude-code', '--write')
  expect([code, err]).toEqual([
    2,
    `${join(folder, 'project', '.mcp.json')}: It isn’t valid JSON of the expected form. Correct it, or add the entry by hand.\n`,
  ])
  expect(await readFile(join(folder, 'project', '.mcp.json'), 'utf8')).toBe('{"mcpServers":')
})

test('another client is refused with the list', async () => {
  expect((await run('emacs')).err).toContain(
    'claude-code|claude-desktop|codex|copilot-cli|cursor|gemini|vscode|windsurf|zed',
  )
  expect((await run()).code).toBe(2)
})

describe.each(clientIds)('%s', (id) => {
  test('gets an entry that starts the server', async () => {
    expect((await run(id, '--write')).code).toBe(0)
    const surroundings = { cwd: join(folder, 'project'), homeDir: folder, platform: 'linux', env: {} } as const
    const text = await readFile(recipeOf(id, surroundings).path, 'utf8')
    expect(text).toContain(`@fluxkit/server@${version}`)
    expect(text).toContain('fluxkit')
  })
})

test.each([
  ['vscode', 'linux', '/work/app/.vscode/mcp.json'],
  ['claude-desktop', 'darwin', '/home/ada/Library/Application Support/Claude/claude_desktop_config.json'],
  ['claude-desktop', 'linux', '/home/ada/.config/Claude/claude_desktop_config.json'],
  ['codex', 'linux', '/home/ada/.codex/config.toml'],
  ['zed', 'darwin', '/home/ada/.config/zed/settings.json'],
] as const)('%s on %s is configured in %s', (id, platform, path) => {
  expect(recipeOf(id, { cwd: '/work/app', homeDir: '/home/ada', platform, env: {} }).path).toBe(path)
})

test('on Windows npx needs a shell', () => {
  expect(startCommand('win32', '1.2.3', ['--sandbox'])).toEqual({
    command: 'cmd',
    args: ['/c', 'npx', '-y', '@fluxkit/server@1.2.3', 'mcp', '--sandbox'],
  })
})
