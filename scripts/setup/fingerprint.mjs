import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { packageFolders } from './workspace.mjs'

/** The fields of a package.json that decide what gets installed; editing a script must not cost an installation. */
const dependencyFields = [
  'packageManager',
  'dependencies',
  'devDependencies',
  'optionalDependencies',
  'peerDependencies',
  'pnpm',
]

/**
 * A digest of everything that decides what an installation puts into node_modules.
 *
 * @param {string} folder
 * @param {string} [machine] node_modules of another platform hold other binaries.
 * @returns {Promise<string>}
 */
export async function installFingerprint(folder, machine = `${process.platform}-${process.arch}`) {
  const lockfile = await readFile(join(folder, 'pnpm-lock.yaml'), 'utf8')
  const hash = createHash('sha256').update(`${machine}\0${lockfile}\0`)
  for (const file of ['pnpm-workspace.yaml', '.npmrc']) hash.update(`${await readOptional(join(folder, file))}\0`)
  for (const path of packageFolders(lockfile)) {
    /** @type {Record<string, unknown>} */
    const manifest = JSON.parse((await readOptional(join(folder, path, 'package.json'))) || '{}')
    hash.update(JSON.stringify([path, ...dependencyFields.map((field) => manifest[field] ?? null)]))
  }
  return hash.digest('hex')
}

/**
 * @param {string} path
 * @returns {Promise<string>} Empty when there is no such file.
 */
async function readOptional(path) {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return ''
    throw error
  }
}
