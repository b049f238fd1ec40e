import { createHash } from 'node:crypto'

/** A short digest of a text, from which the text cannot be read. */
export function digest(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}
