import { createPublicKey, verify, type KeyObject } from 'node:crypto'

/** What Discord signs, and its signature. */
export interface Signed {
  /** `X-Signature-Timestamp`, as it came. */
  readonly timestamp: string
  /** The raw bytes. */
  readonly body: Uint8Array
  /** `X-Signature-Ed25519`, as it came. */
  readonly signature: string
}

/** 64 bytes. Each signature has one spelling: Discord writes lower case. */
const signatureText = /^[0-9a-f]{128}$/

/** @param hex 32 bytes, as `verify_key` of the application. @throws Error when it is something else */
export function readVerifyKey(hex: string): KeyObject {
  if (!/^[0-9a-f]{64}$/i.test(hex)) throw new Error('Discord’s verify_key isn’t an Ed25519 key')
  const x = Buffer.from(hex, 'hex').toString('base64url')
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
}

/** Never rejects: what can't be checked isn't signed. */
export function isSignedBy(key: KeyObject, { timestamp, body, signature }: Signed): Promise<boolean> {
  if (!signatureText.test(signature)) return Promise.resolve(false)
  const message = Buffer.concat([Buffer.from(timestamp), body])
  return new Promise((resolve) => {
    // In a thread: a burst of requests stops nothing else.
    verify(null, message, key, Buffer.from(signature, 'hex'), (error, isValid) => resolve(!error && isValid))
  })
}
