import { randomBytes, randomUUID } from 'node:crypto'
import { existsSync } from 'node:fs'
import { constants, copyFile, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../host.ts'
import { UsageError } from '../usage-error.ts'

export interface ServerToken {
  readonly token: string
  /** The file that has it; absent when the environment does. */
  readonly path?: string
}

/** Anyone who guesses it can spend money. */
const minLength = 16

/** The bearer token that clients have to send: `FLUXKIT_SERVER_TOKEN`, else one that is created once and kept in a file. */
export async function findServerToken(env: Environment, dataFolder: string): Promise<ServerToken> {
  const given = env['FLUXKIT_SERVER_TOKEN']?.trim()
  if (given) {
    if (given.length >= minLength) return { token: given }
    throw new UsageError((t) => t('usage.shortToken', { length: minLength }))
  }
  const path = join(dataFolder, 'server-token')
  await mkdir(dataFolder, { recursive: true })
  if (!existsSync(path)) await createToken(path)
  const token = (await readFile(path, 'utf8')).trim()
  if (token.length < minLength) throw new UsageError((t) => t('usage.emptyTokenFile', { path }))
  return { token, path }
}

/** The file appears with its whole content: another server may start at the same moment and read it. */
async function createToken(path: string): Promise<void> {
  const own = `${path}.${randomUUID()}`
  try {
    await writeFile(own, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
    await link(own, path).catch((error: unknown) => {
      if (isTaken(error)) return
      // File systems without hard links.
      return copyFile(own, path, constants.COPYFILE_EXCL)
    })
  } catch (error) {
    if (!isTaken(error)) throw error
  } finally {
    await rm(own, { force: true })
  }
}

function isTaken(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'EEXIST'
}
