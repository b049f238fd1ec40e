import { generateKeyPair, sign, type KeyObject } from 'node:crypto'
import { promisify } from 'node:util'

/** An application's key as Discord has it; tests sign with it what they send. */
export interface DiscordKey {
  readonly verifyKey: string
  sign(timestamp: string, body: string | Uint8Array): Promise<string>
}

export async function createDiscordKey(): Promise<DiscordKey> {
  const { publicKey, privateKey } = await promisify(generateKeyPair)('ed25519')
  const { x = '' } = publicKey.export({ format: 'jwk' })
  const signed = promisify<null, Uint8Array, KeyObject, Buffer>(sign)
  return {
    verifyKey: Buffer.from(x, 'base64url').toString('hex'),
    async sign(timestamp, body) {
      const message = Buffer.concat([Buffer.from(timestamp), Buffer.from(body)])
      return (await signed(null, message, privateKey)).toString('hex')
    },
  }
}
