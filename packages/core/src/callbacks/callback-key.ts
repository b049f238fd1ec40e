import { invalidArgument } from '../errors/request-errors.ts'
import type { Bytes } from '../http/bytes.ts'
import { toBase64Url } from './base64url.ts'

/** Text as `generateCallbackKey` makes it, or bytes. */
export type CallbackKey = string | Bytes

const minBytes = 32
/** 32 bytes in base64url. */
const minCharacters = 43
/** 32 random bytes have some 30 different ones, 64 random hexadecimal digits some 16. */
const minDifferent = 10

/** A new key for `createCallbackReceiver`: 32 random bytes as text. Keep it secret and keep it: URLs in flight need it. */
export function generateCallbackKey(): string {
  return toBase64Url(crypto.getRandomValues(new Uint8Array(minBytes)))
}

/** @throws {InvalidRequestError} when there is none, or one is too short or too plain to hold 32 bytes of randomness */
export function importCallbackKeys(secretKey: CallbackKey | readonly CallbackKey[]): Promise<CryptoKey[]> {
  const keys = [secretKey].flat()
  const rawKeys = keys.map((key) => (typeof key === 'string' ? new TextEncoder().encode(key) : key))
  const areRandom = rawKeys.every(
    (bytes, index) =>
      bytes.length >= (typeof keys[index] === 'string' ? minCharacters : minBytes) &&
      new Set(bytes).size >= minDifferent,
  )
  if (!areRandom || keys.length === 0) {
    throw invalidArgument('secretKey', 'needs 32 random bytes; generateCallbackKey() makes such a key')
  }
  return Promise.all(
    rawKeys.map((bytes) =>
      crypto.subtle.importKey('raw', bytes, { name: 'HMAC', hash: 'SHA-256' }, false, ['sign', 'verify']),
    ),
  )
}
