import { readFile } from 'node:fs/promises'
import { defaultBaseUrl, defaultPlatformBaseUrl } from '@fluxkit/core'
import { parseStoredTokens, type StoredTokens, tokenFilePath } from '@fluxkit/jobs/node'
import type { Environment } from '../host.ts'
import type { ServiceChoice } from '../service/open-connection.ts'
import { UsageError } from '../usage-error.ts'

/**
 * Which service to use: the one that the environment or `fluxkit login` names; the sandbox when it is asked for, or when
 * nothing at all is set. An address without a token is a mistake, not a wish for the sandbox.
 *
 * @throws {UsageError}
 */
export function chooseService(env: Environment, stored: StoredTokens, wantsSandbox: boolean): ServiceChoice {
  if (wantsSandbox) return { kind: 'sandbox' }
  const baseUrl = readUrl(env, 'ACEDATACLOUD_API_BASE_URL') ?? defaultBaseUrl
  const platformBaseUrl = readUrl(env, 'ACEDATACLOUD_PLATFORM_BASE_URL')
  const fromFile = stored.origin === new URL(baseUrl).origin ? stored.token : undefined
  const token = clean(env['ACEDATACLOUD_API_TOKEN']) ?? fromFile
  if (token === undefined) {
    if (!env['ACEDATACLOUD_API_BASE_URL']) return { kind: 'sandbox' }
    throw new UsageError((t) => t('usage.noToken', { origin: new URL(baseUrl).origin }))
  }
  const platformOrigin = new URL(platformBaseUrl ?? defaultPlatformBaseUrl).origin
  const platformFromFile = stored.platformOrigin === platformOrigin ? stored.platformToken : undefined
  const platformToken = clean(env['ACEDATACLOUD_PLATFORM_TOKEN']) ?? platformFromFile
  return { kind: 'service', baseUrl, token, platformBaseUrl, platformToken }
}

/** The tokens of `fluxkit login`. A file that can't be used is a reason to stop: without it the sandbox would serve. */
export async function readStoredTokens(configFolder: string): Promise<StoredTokens> {
  const path = tokenFilePath(configFolder)
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ENOTDIR') return '{}'
    throw new UsageError((t) => t('usage.tokenFileUnreadable', { path, code: String(code) }))
  })
  const tokens = parseStoredTokens(text)
  if (tokens === undefined) throw new UsageError((t) => t('usage.tokenFileDamaged', { path }))
  return tokens
}

/** Pasted tokens bring blanks and line ends along. */
function clean(value: string | undefined): string | undefined {
  const token = value?.trim()
  return token ? token : undefined
}

function readUrl(env: Environment, name: string): string | undefined {
  const value = clean(env[name])
  if (value === undefined) return undefined
  if (URL.canParse(value) && /^https?:$/.test(new URL(value).protocol)) return value
  throw new UsageError((t) => t('usage.badUrl', { name }))
}
