import { StorageError } from './object-storage.ts'

/** The bytes of a stored object. @throws {StorageError} as soon as there are more than this */
export async function readObject(response: Response, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  // Leaving the loop early ends the transfer.
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength
    if (size > maxBytes)
      throw new StorageError(`An object has more than ${maxBytes} bytes, so it isn’t an image of the bot.`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}
