import { AuthenticationError } from '../errors/service-errors.ts'
import { CallerAborted, type Limits, withDeadline } from '../http/deadline.ts'
import { failureOf } from '../http/failure.ts'
import type { TokenSource } from './options.ts'

/** Which of the two tokens a call needs. */
export interface TokenKind {
  readonly name: string
  readonly option: 'token' | 'platformToken'
  /** What to do about a missing or wrong one; absent: as for the API token. */
  readonly advice?: string
}

export const apiToken: TokenKind = { name: 'API', option: 'token' }

/**
 * The token to send now. Refused here when a header could not carry it: the host's own complaint would repeat it.
 * @throws {AuthenticationError} `no_token` or `invalid_token` {AbortedError}
 */
export async function readToken(source: TokenSource | undefined, kind: TokenKind, limits: Limits): Promise<string> {
  const { name, advice } = kind
  const token = (typeof source === 'function' ? await read(source, kind, limits) : source)?.trim()
  if (!token) throw new AuthenticationError('no_token', `There is no ${name} token.`, { advice })
  if (!/^[\x21-\x7e]+$/.test(token)) {
    const summary = `The ${name} token is malformed; it was not sent.`
    throw new AuthenticationError('invalid_token', summary, { advice })
  }
  return token
}

/** A store of secrets may ask its user first, or never answer. */
async function read(
  source: Exclude<TokenSource, string>,
  { name, advice }: TokenKind,
  limits: Limits,
): Promise<string> {
  try {
    return await withDeadline(limits, async () => source())
  } catch (cause) {
    if (cause instanceof CallerAborted) throw failureOf(cause, {})
    throw new AuthenticationError('no_token', `The ${name} token could not be read.`, { advice, cause })
  }
}
