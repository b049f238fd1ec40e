import { readFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout. */
export const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..')

/**
 * The pinned Node of a checkout; it is there once the dependencies are installed.
 *
 * @param {string} folder
 * @param {NodeJS.Platform} [platform]
 * @returns {string}
 */
export function pinnedNode(folder, platform = process.platform) {
  return join(folder, 'node_modules', 'node', 'bin', platform === 'win32' ? 'node.exe' : 'node')
}

/**
 * The two versions that package.json pins.
 *
 * @param {string} folder
 * @returns {Promise<{ pnpm: string, node: string }>}
 * @throws {Error} When `packageManager` does not name an exact pnpm.
 */
export async function readPins(folder) {
  /** @type {{ packageManager?: string, devDependencies: { node: string } }} */
  const { packageManager = '', devDependencies } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'))
  const pnpm = /^pnpm@(\d+\.\d+\.\d+)/.exec(packageManager)?.[1]
  if (pnpm === undefined) throw new Error(`package.json: packageManager must be pnpm@x.y.z, not "${packageManager}"`)
  return { pnpm, node: devDependencies.node }
}

/**
 * Folders of the workspace's packages, as the lockfile lists them ("." is the root).
 *
 * @param {string} lockfile Text of pnpm-lock.yaml.
 * @returns {string[]}
 */
export function packageFolders(lockfile) {
  const importers = /^importers:\n((?:\n|[ ].*\n)*)/m.exec(lockfile.replaceAll('\r\n', '\n'))?.[1] ?? ''
  return [...importers.matchAll(/^ {2}(\S+):(?: \{\})?$/gm)].map((match) => String(match[1]).replaceAll("'", ''))
}
