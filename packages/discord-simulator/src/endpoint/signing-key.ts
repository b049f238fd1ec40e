import { createPrivateKey, createPublicKey, randomBytes, sign } from 'node:crypto'

/** Ed25519, as Discord has one for each application. */
export interface SigningKey {
  /** The public key in hexadecimal: `verify_key` of `GET /applications/@me`. */
  readonly verifyKey: string
  /** @returns the signature of both together, in hexadecimal */
  sign(timestamp: string, body: string): Promise<string>
}

/** What precedes the 32 secret bytes in PKCS #8. Source: RFC 8410, section 7. */
const privateKeyStart = Buffer.from('302e020100300506032b657004220420', 'hex')

export function createSigningKey(): SigningKey {
  const der = Buffer.concat([privateKeyStart, randomBytes(32)])
  const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
  const { x = '' } = createPublicKey(privateKey).export({ format: 'jwk' })
  return {
    verifyKey: Buffer.from(x, 'base64url').toString('hex'),
    sign: (timestamp, body) =>
      new Promise((resolve, reject) => {
        sign(null, Buffer.from(`${timestamp}${body}`), privateKey, (error, signature) => {
          if (error) reject(error)
          else resolve(signature.toString('hex'))
        })
      }),
  }
}
