import { promisify } from 'node:util'
import { constants, deflate } from 'node:zlib'

const deflateAsync = promisify(deflate)

/** zlib at its fastest, on a separate thread: a sandbox prefers quick images to small ones. */
export async function fastDeflate(bytes: Uint8Array): Promise<Uint8Array> {
  return deflateAsync(bytes, { level: constants.Z_BEST_SPEED })
}
