import { copyFile, constants, mkdir, readFile, realpath } from 'node:fs/promises'
import { dirname } from 'node:path'
import { replaceFile } from '@fluxkit/jobs/node'
import type { Host } from '../host.ts'
import { UsageError } from '../usage-error.ts'
import { version } from '../version.ts'
import { type ClientId, clientIds, type ClientRecipe, isClientId, recipeOf, startCommand } from './clients.ts'
import { tomlTable, withJsonEntry, withTomlEntry } from './edit-config.ts'
import type { ServerTranslate } from '../language/translator.ts'

export interface InstallOptions {
  readonly client: string | undefined
  /** Otherwise the result is only printed. */
  readonly write: boolean
  /** Options of the server, for its configuration. */
  readonly args: readonly string[]
}

/** Prints or writes the configuration of a client. @throws {UsageError} */
export async function install(host: Host, t: ServerTranslate, { client, write, args }: InstallOptions): Promise<void> {
  if (client === undefined || !isClientId(client)) {
    throw new UsageError((translate) => translate('install.nameClient', { clients: clientIds.join('|') }))
  }
  const recipe = recipeOf(client, host)
  const next = t('install.next', { client: nextOf[client] })
  const entry = recipe.entry(startCommand(host.platform, version, args))
  if (!write) {
    host.stdout.write(
      [
        t('install.add', { client: recipe.title, path: recipe.path }),
        '',
        snippet(recipe, entry),
        next,
        t('install.token'),
        '',
      ].join('\n'),
    )
    return
  }
  const { isChanged, backup } = await writeConfig(recipe, entry)
  const done = t(isChanged ? 'install.wrote' : 'install.unchanged', { path: recipe.path })
  const kept = backup === undefined ? [] : [t('install.backup', { path: backup })]
  host.stdout.write([done, ...kept, next, t('install.token'), ''].join('\n'))
}

/** The sentence of `install.next` about what the user does afterwards. */
const nextOf = {
  'claude-code': 'claudecode',
  'claude-desktop': 'claudedesktop',
  codex: 'codex',
  'copilot-cli': 'copilotcli',
  cursor: 'cursor',
  gemini: 'gemini',
  vscode: 'vscode',
  windsurf: 'windsurf',
  zed: 'zed',
} as const satisfies Readonly<Record<ClientId, string>>

function snippet({ format, place }: ClientRecipe, entry: Readonly<Record<string, unknown>>): string {
  return format === 'toml' ? tomlTable(place, entry) : withJsonEntry('', place, entry)
}

/** The previous file is kept, if there was one. */
async function writeConfig(
  recipe: ClientRecipe,
  entry: Readonly<Record<string, unknown>>,
): Promise<{ readonly isChanged: boolean; readonly backup?: string }> {
  // People keep their configuration elsewhere and link to it.
  const path = await realpath(recipe.path).catch(() => recipe.path)
  try {
    const before = await readOptional(path)
    const edit = recipe.format === 'toml' ? withTomlEntry : withJsonEntry
    const after = edit(before ?? '', recipe.place, entry)
    if (after === before) return { isChanged: false }
    await mkdir(dirname(path), { recursive: true })
    const backup = before === undefined ? {} : { backup: await backUp(path) }
    await replaceFile(path, after)
    return { isChanged: true, ...backup }
  } catch (error) {
    if (error instanceof UsageError) {
      throw new UsageError((t) => t('install.failed', { path: recipe.path, reason: error.messageIn(t) }))
    }
    const { code = 'unknown error' } = error as NodeJS.ErrnoException
    throw new UsageError((t) => t('install.cannotChange', { path: recipe.path, code }))
  }
}

async function readOptional(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** Never overwrites an earlier backup: the first one is the most valuable. */
async function backUp(path: string): Promise<string> {
  for (let number = 1; ; number++) {
    const backup = `${path}.fluxkit-backup${number === 1 ? '' : `-${number}`}`
    try {
      await copyFile(path, backup, constants.COPYFILE_EXCL)
      return backup
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
