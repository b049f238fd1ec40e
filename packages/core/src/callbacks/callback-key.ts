import { InvalidRequestError } from '../errors/request-errors.ts'
import { toBase64Url } from './base64url.ts'

/** Text as `generateCallbackKey` makes it, or bytes. */
export type CallbackKey = string | Uint8Array<ArrayBuffer>

const minBytes = 32
/** 32 bytes in base64url. */
const minCharacters = 43
/** 32 random bytes have some 30 different ones, 64 random hexadecimal digits some 16. */
const minDifferent = 10

/** A new key for `createCallbackReceiver`: 32 random bytes as text. Keep it secret and keep it: URLs in flight need it. */
export function generateCallbackKey(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(minBytes)))
}

/** @throws {InvalidRequestError} when the key is too short or too plain to hold 32 bytes of randomness */
export function importCallbackKey(key: CallbackKey): Promise<CryptoKey> {
  const bytes = typeof key === 'string' ? new TextEncoder().encode(key) : key
  if (bytes.length < (typeof key === 'string' ? minCharacters : minBytes) || new Set(bytes).size < minDifferent) {
    throw new InvalidRequestError([
      { field: 'secretKey', message: 'secretKey: needs 32 random bytes; generateCallbackKey() makes such a key' },
    ])
  }
  return crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify'])
}
