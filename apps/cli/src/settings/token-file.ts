import { chmod, readFile, rm, stat } from 'node:fs/promises'
import { dirname } from 'node:path'
import { makeFolder, parseStoredTokens, replaceFile, type StoredTokens } from '@fluxkit/jobs/node'
import { ProgramError } from '../errors/program-error.ts'
import { fileErrorCode } from './file-error.ts'

/** Reads the tokens, and restricts the file to its owner again if its mode was widened. */
export async function readTokenFile(path: string, platform: NodeJS.Platform = process.platform): Promise<StoredTokens> {
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const code = fileErrorCode(error)
    if (code === 'ENOENT') return '{}'
    throw new ProgramError(
      'token_file',
      1,
      ({ t }) => t('fault.tokenFileUnreadable', { path, code }),
      ({ t }) => t('fault.tokenFileUnreadableAdvice'),
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
  const tokens = parseStoredTokens(text)
  if (tokens !== undefined) return tokens
  throw new ProgramError(
    'token_file',
    1,
    ({ t }) => t('fault.tokenFileDamaged', { path }),
    ({ t }) => t('fault.tokenFileDamagedAdvice'),
  )
}
