import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createDiscordSimulator } from '@fluxkit/discord-simulator'
import { createSimulator } from '@fluxkit/simulator'
import { tinyPng } from '../support/tiny-png.ts'
import { root } from './documented-files.ts'

/** A machine's user who has just installed everything, has no token, and types what the pages show. */
export interface NewUser extends AsyncDisposable {
  readonly folder: string
  readonly env: NodeJS.ProcessEnv
  /** What has to be set for `…` behind a variable: a token, and where it is good. */
  readonly tokens: Readonly<Record<string, NodeJS.ProcessEnv>>
}

export async function createNewUser(): Promise<NewUser> {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-documented-'))
  const bin = join(folder, 'bin')
  const home = join(folder, 'home')
  for (const each of [bin, home]) mkdirSync(each)
  const discord = createDiscordSimulator()
  const discordServer = await discord.listen()
  const flux = createSimulator()
  const fluxServer = await flux.listen()
  const write = (name: string, ...lines: readonly string[]): void =>
    writeFileSync(join(bin, name), ['#!/usr/bin/env bash', ...lines, ''].join('\n'), { mode: 0o755 })
  // As typed in the checkout, but files lie in the folder of this user.
  write('npm', `PATH="\${PATH#*:}" exec npm --prefix ${quoted(root)} "$@"`)
  // As installed from npm.
  write('fluxkit', `exec ${quoted(process.execPath)} ${quoted(join(root, 'apps/cli/dist/main.js'))} "$@"`)
  write(
    'npx',
    '[[ $1 == -y && $2 == @fluxkit/server ]] || exit 127',
    `exec ${quoted(process.execPath)} ${quoted(join(root, 'apps/server/dist/main.js'))} "\${@:3}"`,
  )
  writeFileSync(join(folder, 'cat.jpg'), tinyPng)
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(?:ACEDATACLOUD_|FLUXKIT_|XDG_|DISCORD_|npm_lifecycle|INIT_CWD$|CI$)/i.test(name),
  )
  return {
    folder,
    env: {
      ...Object.fromEntries(kept),
      PATH: `${bin}${delimiter}${process.env['PATH']}`,
      HOME: home,
      USERPROFILE: home,
      FLUXKIT_SANDBOX_SPEED: '50',
      FLUXKIT_PORT: '0',
    },
    tokens: {
      DISCORD_TOKEN: { DISCORD_TOKEN: discord.botToken, DISCORD_API_BASE: discordServer.apiBase },
      ACEDATACLOUD_API_TOKEN: { ACEDATACLOUD_API_TOKEN: 'any', ACEDATACLOUD_API_BASE_URL: fluxServer.url },
    },
    async [Symbol.asyncDispose]() {
      await discordServer.close()
      await flux.close()
      rmSync(folder, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", String.raw`'\''`)}'`
}
