import { apiError, type ApiError } from '../contract/api-error.ts'

/**
 * What the service thinks of a token. `{ balance }` is a valid token with its own credits, `{ apis }` one that may call
 * only these paths, such as `/flux/images`.
 */
export type TokenState =
  | 'valid'
  | 'expired'
  | 'wrong-api'
  | 'disabled'
  | 'invalid'
  | { readonly balance: number }
  | { readonly apis: readonly string[] }

/** Tokens by name, or a rule. A token that a table does not name is invalid. */
export type TokenTable = Readonly<Record<string, TokenState>> | ((token: string) => TokenState)

/** Tokens that mean something without any configuration. */
export const specialTokens: Readonly<Record<string, TokenState>> = {
  'sandbox-invalid': 'invalid',
  'sandbox-expired': 'expired',
  'sandbox-wrong-api': 'wrong-api',
  'sandbox-disabled': 'disabled',
  'sandbox-broke': { balance: 0 },
  'sandbox-images-only': { apis: ['/flux/images'] },
  'sandbox-tasks-only': { apis: ['/flux/tasks'] },
}

/** Tokens of the platform begin so: an API token is refused there and a platform token is refused here. */
export const platformTokenPrefix = 'platform-'

function stateOf(token: string, table: TokenTable | undefined): TokenState {
  if (typeof table === 'function') return table(token)
  if (table && Object.hasOwn(table, token)) return table[token] ?? 'invalid'
  if (Object.hasOwn(specialTokens, token)) return specialTokens[token] ?? 'invalid'
  return table ? 'invalid' : 'valid'
}

const refusals = {
  expired: apiError('token_expired'),
  'wrong-api': apiError('token_mismatched'),
  disabled: apiError('disabled'),
  invalid: apiError('invalid_token'),
} as const

export interface Bearer {
  readonly token: string
  /** Credits this token starts with, when its own differ from the default. */
  readonly startingBalance: number | undefined
  /** Paths that the token may call; undefined: all. */
  readonly apis: readonly string[] | undefined
}

/** Reads an `authorization` header for the API or for the platform. */
export function authenticate(
  header: string | null,
  audience: 'api' | 'platform',
  table: TokenTable | undefined,
): Bearer | ApiError {
  const token = /^bearer +(\S+) *$/i.exec(header ?? '')?.[1]
  if (token === undefined) return apiError('no_token')
  const isPlatformToken = token.startsWith(platformTokenPrefix)
  if (isPlatformToken !== (audience === 'platform')) return apiError('token_mismatched')
  const state = stateOf(token, table)
  const bearer = { token, startingBalance: undefined, apis: undefined }
  if (typeof state === 'object') return { ...bearer, ...('apis' in state ? state : { startingBalance: state.balance }) }
  return state === 'valid' ? bearer : refusals[state]
}
