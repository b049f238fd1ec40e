import { AuthenticationError } from '../errors/service-errors.ts'
import { CallerAborted, type Limits, withDeadline } from '../http/deadline.ts'
import { failureOf } from '../http/failure.ts'
import type { TokenSource } from './types.ts'

/**
 * The token to send now. Refused here when a header could not carry it: the host's own complaint would repeat it.
 * @throws {AuthenticationError} `no_token` or `invalid_token` {AbortedError}
 */
export async function readToken(source: TokenSource | undefined, name: string, limits: Limits): Promise<string> {
  const token = (await read(source, name, limits))?.trim()
  if (!token) throw new AuthenticationError('no_token', `There is no ${name} token.`)
  if (!/^[\x21-\x7e]+$/.test(token)) {
    const summary = `The ${name} token holds characters that no token has; it was not sent.`
    throw new AuthenticationError('invalid_token', summary)
  }
  return token
}

/** A store of secrets may ask its user first, or never answer. */
async function read(source: TokenSource | undefined, name: string, limits: Limits): Promise<string | undefined> {
  if (typeof source !== 'function') return source
  try {
    return await withDeadline(limits, async () => source())
  } catch (cause) {
    if (cause instanceof CallerAborted) throw failureOf(cause, {})
    throw new AuthenticationError('no_token', `The ${name} token could not be read.`, { cause })
  }
}
