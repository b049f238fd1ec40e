import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Environment } from '../host.ts'
import { UsageError } from '../usage-error.ts'

export interface ServerToken {
  readonly token: string
  /** The file that it stands in; absent when the environment names it. */
  readonly path?: string
}

/** Anybody who guesses it spends money. */
const minLength = 16

/** The bearer token that clients have to send: `FLUXKIT_SERVER_TOKEN`, else one that is made once and kept in a file. */
export async function findServerToken(env: Environment, dataFolder: string): Promise<ServerToken> {
  const given = env['FLUXKIT_SERVER_TOKEN']?.trim()
  if (given) {
    if (given.length >= minLength) return { token: given }
    throw new UsageError(`FLUXKIT_SERVER_TOKEN must have at least ${minLength} characters.`)
  }
  const path = join(dataFolder, 'server-token')
  await mkdir(dataFolder, { recursive: true })
  try {
    await writeFile(path, randomBytes(32).toString('base64url'), { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const token = (await readFile(path, 'utf8')).trim()
  if (token.length < minLength) throw new UsageError(`${path} holds no token. Delete it, and a new one is made.`)
  return { token, path }
}
