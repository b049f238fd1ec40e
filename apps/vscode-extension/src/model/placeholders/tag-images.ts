import { decodePath } from '../links/encode-path.ts'
import type { ImageReference } from './image-reference.ts'

/** `<img>` and components of frameworks that show a picture by `src` and `alt`. */
const tag = /<(?:img|Image|NuxtImg|enhanced:img)\b((?:[^>"'{]|"[^"]*"|'[^']*'|\{[^{}]*\})*)>/g
/** Only literal attributes: an expression (`src={fox}`, `:src="fox"`) is no path. */
const attribute = /(?<=^|[\s"'}])(src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|\{\s*"([^"]*)"\s*\}|\{\s*'([^']*)'\s*\})/g

export function findTagImages(text: string): ImageReference[] {
  return [...text.matchAll(tag)].flatMap((match) => {
    const attributes = match[1] ?? ''
    const attributesStart = match.index + match[0].length - 1 - attributes.length
    let alt: string | undefined
    let source: { readonly value: string; readonly start: number } | undefined
    for (const found of attributes.matchAll(attribute)) {
      const value = found[2] ?? found[3] ?? found[4] ?? found[5] ?? ''
      // The value stands before its closing quote, and a brace may follow that.
      const start = attributesStart + found.index + found[0].lastIndexOf(value)
      if (found[1] === 'alt') alt ??= decodeEntities(value)
      else source ??= { value, start }
    }
    if (source === undefined || source.value === '') return []
    return {
      start: match.index,
      end: match.index + match[0].length,
      alt: (alt ?? '').replace(/\s+/g, ' ').trim(),
      path: decodePath(decodeEntities(source.value)),
      pathStart: source.start,
      pathEnd: source.start + source.value.length,
    }
  })
}

const named: Readonly<Record<string, string>> = { amp: '&', quot: '"', apos: "'", lt: '<', gt: '>', nbsp: ' ' }

function decodeEntities(text: string): string {
  return text.replace(
    /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(amp|quot|apos|lt|gt|nbsp));/gi,
    (entity, decimal, hex, name) => {
      if (typeof name === 'string') return named[name.toLowerCase()] ?? entity
      const code = typeof decimal === 'string' ? Number(decimal) : Number.parseInt(String(hex), 16)
      return code <= 0x10_ff_ff ? String.fromCodePoint(code) : entity
    },
  )
}
