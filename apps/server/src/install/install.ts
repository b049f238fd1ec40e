import { copyFile, constants, mkdir, readFile, realpath } from 'node:fs/promises'
import { dirname } from 'node:path'
import { replaceFile } from '@fluxkit/jobs/node'
import type { Host } from '../host.ts'
import { UsageError } from '../usage-error.ts'
import { version } from '../version.ts'
import { clientIds, type ClientRecipe, isClientId, recipeOf, startCommand } from './clients.ts'
import { tomlTable, withJsonEntry, withTomlEntry } from './edit-config.ts'

export interface InstallOptions {
  readonly client: string | undefined
  /** Otherwise what would be written is only printed. */
  readonly write: boolean
  /** Options of the server, for its configuration. */
  readonly args: readonly string[]
}

/** Prints or writes the configuration of a client. @throws {UsageError} */
export async function install(host: Host, { client, write, args }: InstallOptions): Promise<void> {
  if (client === undefined || !isClientId(client)) {
    throw new UsageError(
      `Name a client: fluxkit-server install ${clientIds.join('|')} [--write] [options of the server]`,
    )
  }
  const recipe = recipeOf(client, host)
  const entry = recipe.entry(startCommand(host.platform, version, args))
  if (!write) {
    host.stdout.write(
      [
        `${recipe.title}: add this to ${recipe.path}, or add --write and it is done for you.`,
        '',
        snippet(recipe, entry),
        recipe.next,
        tokenHint,
        '',
      ].join('\n'),
    )
    return
  }
  const { isChanged, backup } = await writeConfig(recipe, entry)
  const done = isChanged ? `Wrote ${recipe.path}.` : `${recipe.path} has it already.`
  const kept = backup === undefined ? [] : [`The file as it was: ${backup}`]
  host.stdout.write([done, ...kept, recipe.next, tokenHint, ''].join('\n'))
}

const tokenHint =
  'The server takes the token of `fluxkit login`, so that none stands in a configuration; without one it serves the sandbox.'

function snippet({ format, place }: ClientRecipe, entry: Readonly<Record<string, unknown>>): string {
  return format === 'toml' ? tomlTable(place, entry) : withJsonEntry('', place, entry)
}

/** What was there before is kept, if there was something. */
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
    if (error instanceof UsageError) throw new UsageError(`${recipe.path}: ${error.message}`)
    const { code = 'unknown error' } = error as NodeJS.ErrnoException
    throw new UsageError(`${recipe.path} can’t be changed (${code}).`)
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

/** Never over an earlier backup: the first one is the most valuable. */
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
