import { createHash } from 'node:crypto'

/** A short digest of a text, from which the text cannot be read. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}

/** A digest of a file's bytes: two files with the same one are the same image. */
export function digestOfBytes(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('base64url')
}
