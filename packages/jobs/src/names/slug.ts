import { isReservedFileName } from '@fluxkit/core'
import { cut } from './text.ts'

const maxCharacters = 60
/** 255 is the limit of most file systems; the rest is for a number, the extension and a temporary suffix. */
const maxBytes = 120

/**
 * A file name without extension from a prompt, in its own script: lower-case letters and digits stay, everything else
 * becomes a single `-`. Valid on Windows, macOS and Linux, and the same on file systems that ignore case. Cut after a
 * word where that loses little.
 *
 * @returns `image` when nothing usable is left.
 */
export function slug(text: string): string {
  const words = text
    // Longer prompts give the same name, and some expressions are slow on megabytes.
    .slice(0, 1_000)
    .normalize('NFC')
    .toLowerCase()
    // Lower-casing can produce decomposed characters (İ), which macOS would treat as another spelling of the name.
    .normalize('NFC')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, '-')
    // A mark needs a letter before it.
    .replace(/(^|-)\p{M}+/gu, '$1')
    .replace(/-+/g, '-')
    .replace(/^-|-$/g, '')
  const short = cutAfterWord(words)
  if (short === '') return 'image'
  return isReservedFileName(short) ? `${short}-image` : short
}

function cutAfterWord(words: string): string {
  const whole = cut(words, maxCharacters, maxBytes)
  if (whole === words || words[whole.length] === '-') return whole
  const lastWord = whole.lastIndexOf('-')
  return lastWord >= whole.length / 2 ? whole.slice(0, lastWord) : whole.replace(/-$/, '')
}
