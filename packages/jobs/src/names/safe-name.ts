import { isReservedFileName } from '@fluxkit/core'
import { slug } from './slug.ts'
import { cut } from './text.ts'

const maxCharacters = 60
const maxBytes = 120

/**
 * Invisible characters: control characters, lone surrogates, marks that change the direction of writing (a name that
 * reads `gpj.exe` backwards), zero-width space and byte order mark. Joiners stay: emoji and some scripts need them.
 */
const invisible = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/gu

/**
 * Makes a name that a user chose safe on all systems, keeping as much of it as possible. Making a safe name safe changes
 * nothing.
 *
 * @param name Without folder and extension.
 */
export function safeName(name: string): string {
  const plain = name
    .slice(0, 1_000)
    .replace(invisible, '')
    .replace(/[<>:"/\\|?*\u2028\u2029]+/gu, '-')
    .replace(/\s+/gu, ' ')
    .normalize('NFC')
    // Leading dots hide a file, leading dashes look like options, Windows drops what trails.
    .replace(/^[\s.-]+/u, '')
  const short = cut(plain, maxCharacters, maxBytes).replace(/[\s.]+$/u, '')
  if (short === '') return slug(name)
  return isReservedFileName(short) ? `_${short}` : short
}
