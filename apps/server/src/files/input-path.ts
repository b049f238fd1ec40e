import { realpath } from 'node:fs/promises'
import nodePath from 'node:path'
import { fileURLToPath } from 'node:url'
import { isInside } from './is-inside.ts'

/** An agent named a file that it may not read. The message only contains the given name and the rule. */
export class InputRefused extends Error {}

export interface InputRule {
  /** The workspace. Relative names count from here. */
  readonly root: string
  /** `--allow-read` */
  readonly alsoReadable: readonly string[]
}

/**
 * The real path of an input file. Agents follow instructions that they find in pages and files: what they name may be
 * read only in the workspace and where the user has allowed it, and links don't lead out of there.
 *
 * @param name A path, or a `file:` URL.
 * @throws {InputRefused}
 */
export async function findInputFile(name: string, { root, alsoReadable }: InputRule): Promise<string> {
  const path = nodePath.resolve(root, asPath(name))
  const folders = [root, ...alsoReadable.map((folder) => nodePath.resolve(root, folder))]
  const isNamedInside = folders.some((folder) => isInside(folder, path, nodePath))
  // Before the disk is touched, so that nobody learns whether an outside file exists.
  if (!isNamedInside) throw outside(name)
  const real = await realpath(path).catch(() => {
    throw new InputRefused(`There is no file ${shown(name)} in the workspace.`)
  })
  for (const folder of folders) {
    const realFolder = await realpath(folder).catch(() => undefined)
    if (realFolder !== undefined && isInside(realFolder, real, nodePath)) return real
  }
  throw outside(name)
}

function asPath(name: string): string {
  if (name.includes('\0')) throw new InputRefused('A path can’t contain a null character.')
  if (!/^file:/i.test(name)) return name
  try {
    return fileURLToPath(name)
  } catch {
    throw new InputRefused(`${shown(name)} names no file of this machine.`)
  }
}

function outside(name: string): InputRefused {
  return new InputRefused(
    `${shown(name)} is outside of the workspace. Copy the file into it, or start the server with --allow-read FOLDER.`,
  )
}

function shown(name: string): string {
  return JSON.stringify(name.length > 200 ? `${name.slice(0, 200)}…` : name)
}
