import { isReservedFileName } from '../names/reserved-file-name.ts'

const maxBytes = 120
const fallbackName = 'image'

/** Separators of any system, and what Windows or shells give a meaning to. */
const separators = /[/\\:*?"<>|\u2028\u2029]+/gu
/**
 * Invisible characters: control characters, lone surrogates, marks that change the direction of writing (a name that
 * reads `gpj.exe` backwards), zero-width space and byte order mark. Joiners stay: emoji and some scripts need them.
 */
const invisible = /[\p{Cc}\p{Cs}\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]+/gu
/** Leading dots hide a file, leading dashes look like options. */
const badStart = /^[\s.-]+/u
/** Windows drops these silently, and two names become one. */
const badEnd = /[\s.]+$/u

/**
 * Makes a plain file name, without extension, of any text: at most 120 bytes of UTF-8, cut between characters as a
 * reader sees them, letters of every script kept, safe on Linux, macOS and Windows, never empty. Making a safe name safe
 * changes nothing.
 */
export function safeFileName(text: string): string {
  const clean = text.replaceAll(invisible, '').replaceAll(separators, '-').replaceAll(/\s+/gu, ' ').normalize('NFC')
  const name = cut(clean.replace(badStart, '')).replace(badEnd, '')
  if (!name) return fallbackName
  return isReservedFileName(name) ? cut(`_${name}`).replace(badEnd, '') : name
}

let segmenter: Intl.Segmenter | undefined

/** The longest beginning that fits, in whole graphemes; of a single one that is too long, in whole code points. */
function cut(text: string): string {
  if (Buffer.byteLength(text) <= maxBytes) return text
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  return takeFitting(graphemes(segmenter, text)) || takeFitting(text)
}

function* graphemes(splitter: Intl.Segmenter, text: string): Generator<string, void> {
  for (const { segment } of splitter.segment(text)) yield segment
}

function takeFitting(parts: Iterable<string>): string {
  let result = ''
  let length = 0
  for (const part of parts) {
    length += Buffer.byteLength(part)
    if (length > maxBytes) break
    result += part
  }
  return result
}
