import { decodeEntities } from './entities.ts'

/** Escaped characters are kept out of the way, in a private area, while the rest is read. */
const hidden = 0xe0_00

/** What a stretch of Markdown reads as: no escapes, no emphasis, no code marks, no links. */
export function plainMarkdown(text: string): string {
  const safe = text.replace(/\\([!-/:-@[-`{-~])/g, (_, character: string) =>
    String.fromCharCode(hidden + character.charCodeAt(0)),
  )
  const plain = decodeEntities(safe)
    .replace(/(`+)([\s\S]*?[^`])\1(?!`)/g, '$2')
    .replace(/!?\[([^[\]]*)\]\([^()\s]*\)/g, '$1')
    .replace(/(\*{1,3})(?=\S)([^*]*?\S)\1/g, '$2')
    .replace(/(?<![\p{L}\p{N}_])(_{1,3})(?=\S)([^_]*?\S)\1(?![\p{L}\p{N}_])/gu, '$2')
  return restore(plain).replace(/\s+/g, ' ').trim()
}

/** A destination: only escapes and references are read in it. */
export function plainDestination(text: string): string {
  return decodeEntities(text.replace(/\\([!-/:-@[-`{-~])/g, '$1'))
}

function restore(text: string): string {
  return text.replace(/[\uE000-\uE07F]/g, (character) => String.fromCharCode(character.charCodeAt(0) - hidden))
}
