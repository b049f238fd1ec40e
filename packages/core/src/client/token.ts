import { AuthenticationError } from '../errors/service-errors.ts'
import type { TokenSource } from './types.ts'

/**
 * The token to send now. Refused here when a header could not carry it: the host's own complaint would repeat it.
 * @throws {AuthenticationError} `no_token` or `invalid_token`
 */
export async function readToken(source: TokenSource | undefined, name: string): Promise<string> {
  const token = (await read(source, name))?.trim()
  if (!token) throw new AuthenticationError('no_token', `There is no ${name} token.`, {})
  if (!/^[\x21-\x7e]+$/.test(token)) {
    const summary = `The ${name} token holds characters that no token has; it was not sent.`
    throw new AuthenticationError('invalid_token', summary, {})
  }
  return token
}

async function read(source: TokenSource | undefined, name: string): Promise<string | undefined> {
  if (typeof source !== 'function') return source
  try {
    return await source()
  } catch (cause) {
    throw new AuthenticationError('no_token', `The ${name} token could not be read.`, { cause })
  }
}
