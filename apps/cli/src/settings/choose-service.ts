import type { StoredTokens } from '@fluxkit/jobs/node'
import { ProgramError, usageError } from '../errors/program-error.ts'
import type { Environment } from '../host.ts'

export const defaultBaseUrl = 'https://api.acedata.cloud'
export const defaultPlatformBaseUrl = 'https://platform.acedata.cloud'
export const tokenPage = 'https://platform.acedata.cloud/console/applications'

export type ServiceChoice =
  | { readonly kind: 'sandbox'; readonly reason: 'asked' | 'no-token' }
  | {
      readonly kind: 'service'
      readonly baseUrl: string
      /** Absent when none is set for this address. */
      readonly token: string | undefined
      readonly tokenFrom: 'environment' | 'file' | undefined
      /** Absent when none is named: core chooses the vendor's own only for the vendor's own service. */
      readonly platformBaseUrl: string | undefined
      readonly platformToken: string | undefined
    }

/**
 * Which service a command uses: the one that the environment or a login names; the sandbox when it is requested, or
 * when nothing at all is set. An address without a token is a mistake, not a wish for the sandbox.
 * @throws {ProgramError} when an address is not an http(s) URL
 */
export function chooseService(env: Environment, stored: StoredTokens, wantsSandbox: boolean): ServiceChoice {
  if (wantsSandbox) return { kind: 'sandbox', reason: 'asked' }
  const baseUrl = readUrl(env, 'ACEDATACLOUD_API_BASE_URL') ?? defaultBaseUrl
  const platformBaseUrl = readUrl(env, 'ACEDATACLOUD_PLATFORM_BASE_URL')
  const fromEnv = cleanToken(env['ACEDATACLOUD_API_TOKEN'])
  const fromFile = stored.origin === new URL(baseUrl).origin ? stored.token : undefined
  const token = fromEnv ?? fromFile
  if (token === undefined && !env['ACEDATACLOUD_API_BASE_URL']) return { kind: 'sandbox', reason: 'no-token' }
  const platformOrigin = new URL(platformBaseUrl ?? defaultPlatformBaseUrl).origin
  const platformFromFile = stored.platformOrigin === platformOrigin ? stored.platformToken : undefined
  return {
    kind: 'service',
    baseUrl,
    token,
    tokenFrom: fromEnv === undefined ? (fromFile === undefined ? undefined : 'file') : 'environment',
    platformBaseUrl,
    platformToken: cleanToken(env['ACEDATACLOUD_PLATFORM_TOKEN']) ?? platformFromFile,
  }
}

/** The error for commands that need the service when there is no token for it. */
export function noTokenError(baseUrl: string): ProgramError {
  return new ProgramError(
    'no_token',
    3,
    ({ t }) => t('fault.noToken', { origin: new URL(baseUrl).origin }),
    ({ t }) => t('fault.noTokenAdvice', { url: tokenPage }),
  )
}

/** Pasted tokens bring blanks and line ends along; one with others inside cannot be sent. @returns `undefined` when empty */
function cleanToken(value: string | undefined): string | undefined {
  const token = value?.trim()
  return token ? token : undefined
}

function readUrl(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim()
  if (!value) return undefined
  const url = URL.canParse(value) ? new URL(value) : undefined
  if (url && /^https?:$/.test(url.protocol)) return value
  throw usageError(
    ({ t }) => t('usage.badUrl', { name }),
    ({ t }) => t('usage.badUrlAdvice'),
  )
}
