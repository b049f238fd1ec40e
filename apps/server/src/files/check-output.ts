import { access, constants, mkdir, realpath } from 'node:fs/promises'
import nodePath from 'node:path'
import { isInside } from './is-inside.ts'
import type { Workspace } from './output-folder.ts'

/**
 * Makes the output folder and checks that it is where it seems to be, before money is spent: a link could lead out of the
 * workspace.
 *
 * @returns what is wrong, as a sentence
 */
export async function outputProblem({ root, directory }: Workspace): Promise<string | undefined> {
  try {
    await mkdir(directory, { recursive: true })
    const [realRoot, realDirectory] = [await realpath(root), await realpath(directory)]
    await access(directory, constants.W_OK)
    if (isInside(realRoot, realDirectory, nodePath)) return undefined
    return `The output folder ${directory} is a link that leads out of ${root}.`
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    return `Images can’t be saved in ${directory} (${code}).`
  }
}
