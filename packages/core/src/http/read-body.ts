/** The body went past its limit; it was not read further. */
export class BodyTooLarge extends Error {
  constructor(maxBytes: number) {
    super(`The body is larger than ${maxBytes} bytes.`)
  }
}

/**
 * Reads a whole body, never holding more than `maxBytes`. Leaving the loop early closes the connection.
 * @param chunks gathers what has come, so that it is there when the body breaks off
 * @throws {BodyTooLarge}
 */
export async function readBody(
  body: AsyncIterable<Uint8Array>,
  maxBytes: number,
  chunks: Uint8Array[] = [],
): Promise<Uint8Array> {
  let length = 0
  for await (const chunk of body) {
    length += chunk.byteLength
    if (length > maxBytes) throw new BodyTooLarge(maxBytes)
    chunks.push(chunk)
  }
  return joined(chunks)
}

export function joined(chunks: readonly Uint8Array[]): Uint8Array {
  // Most answers of an API arrive in one piece.
  if (chunks.length === 1 && chunks[0]) return chunks[0]
  const bytes = new Uint8Array(chunks.reduce((length, chunk) => length + chunk.byteLength, 0))
  let offset = 0
  for (const chunk of chunks) {
    bytes.set(chunk, offset)
    offset += chunk.byteLength
  }
  return bytes
}
