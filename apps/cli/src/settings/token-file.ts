import { chmod, readFile, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { makeFolder, replaceFile } from '@fluxkit/jobs/node'
import { ProgramError } from '../program-error.ts'
import { fileErrorCode } from './file-error.ts'

/** What `fluxkit login` keeps. Each token is used for the origin that it was given for, and no other. */
export interface StoredTokens {
  readonly token?: string
  readonly origin?: string
  readonly platformToken?: string
  readonly platformOrigin?: string
}

export function tokenFilePath(configFolder: string): string {
  return join(configFolder, 'credentials.json')
}

/** Reads the tokens, and takes them away from other users of the machine if someone has widened the file's mode. */
export async function readTokenFile(path: string, platform: NodeJS.Platform = process.platform): Promise<StoredTokens> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const code = fileErrorCode(error)
    if (code === 'ENOENT') return '{}'
    throw new ProgramError(
      'token_file',
      1,
      `The token file ${path} cannot be read (${code}).`,
      'Check its owner and mode.',
      { cause: error },
    )
  })
  if (platform !== 'win32' && (await isOpenToOthers(path))) await chmod(path, 0o600)
  return parseTokens(text, path)
}

export async function writeTokenFile(path: string, tokens: StoredTokens): Promise<void> {
  await makeFolder(dirname(path))
  await replaceFile(path, `${JSON.stringify(tokens, undefined, 2)}\n`)
}

/** @returns whether there was one */
export async function deleteTokenFile(path: string): Promise<boolean> {
  const existed = await stat(path).then(
    () => true,
    () => false,
  )
  await rm(path, { force: true })
  return existed
}

async function isOpenToOthers(path: string): Promise<boolean> {
  return stat(path).then(
    ({ mode }) => (mode & 0o077) !== 0,
    () => false,
  )
}

function parseTokens(text: string, path: string): StoredTokens {
  const damaged = (): ProgramError =>
    new ProgramError('token_file', 1, `The token file ${path} is damaged.`, 'Run `fluxkit login` to write it anew.')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw damaged()
  }
  if (typeof json !== 'object' || json === null) throw damaged()
  const fields = ['token', 'origin', 'platformToken', 'platformOrigin'] as const
  const entries = fields.flatMap((field) => {
    const value = (json as Record<string, unknown>)[field]
    return typeof value === 'string' && value !== '' ? [[field, value]] : []
  })
  return Object.fromEntries(entries) as StoredTokens
}
