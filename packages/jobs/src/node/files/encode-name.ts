import { createHash } from 'node:crypto'
import { isReservedFileName } from '@fluxkit/core'

/** 255 bytes is the limit of most file systems. */
const maxLength = 200

/**
 * A file name for any text. Different texts have different names, also where a file system ignores case or reserves names.
 * Short ids of lower-case letters, digits, `-` and `_` stay as they are.
 */
export function encodeName(text: string): string {
  const isDevice = isReservedFileName(text)
  const name = Array.from(new TextEncoder().encode(text), (byte, at) => {
    const character = String.fromCharCode(byte)
    return /[a-z0-9_-]/.test(character) && !(isDevice && at === 0)
      ? character
      : `%${byte.toString(16).padStart(2, '0')}`
  }).join('')
  if (name === '') return '%'
  if (name.length <= maxLength) return name
  return `${name.slice(0, 60)}~${createHash('sha256').update(text).digest('hex')}`
}

/** @returns `undefined` for names that {@link encodeName} didn't make, or made of a very long text */
export function decodeName(name: string): string | undefined {
  try {
    const text = decodeURIComponent(name)
    return encodeName(text) === name ? text : undefined
  } catch {
    return undefined
  }
}
