import { decodePath } from '../links/encode-path.ts'
import { decodeEntities } from './entities.ts'
import type { ImageReference } from './image-reference.ts'

/** Components of frameworks that show an image by `src` and `alt`, as `<img>` does. */
const names = 'Image|NuxtImg|enhanced:img'
const anyCase = new RegExp(`<(?:[iI][mM][gG]|${names})(?=[\\s/>])`, 'g')
// In a string of a script it is text.
const exact = new RegExp(`(?<!['"\`])<(?:img|${names})(?=[\\s/>])`, 'g')
/** No image has longer attributes; it bounds the search where a tag is never closed. */
const maxTag = 8000

interface Value {
  readonly text: string
  readonly start: number
}

/** Images as elements. Only literal attributes count: an expression (`src={fox}`, `:src="fox"`) is not a path. */
export function findTagImages(text: string, isScript = false): ImageReference[] {
  return [...text.matchAll(isScript ? exact : anyCase)].flatMap((match) => {
    const tag = readAttributes(text, match.index + match[0].length)
    const source = tag?.attributes.get('src')
    if (tag === undefined || source === undefined || source.text === '') return []
    return {
      start: match.index,
      end: tag.end,
      alt: decodeEntities(tag.attributes.get('alt')?.text ?? '')
        .replace(/\s+/g, ' ')
        .trim(),
      path: decodePath(decodeEntities(source.text)),
      pathStart: source.start,
      pathEnd: source.start + source.text.length,
    }
  })
}

const space = /[\s/]*/y
const attributeName = /[^\s=>/"'{}]+/y
const equals = /\s*=\s*/y
const literal = /"([^"]*)"|'([^']*)'|([^\s"'=<>`{}]+)/y

/** @returns `undefined` for a tag without an end */
function readAttributes(
  text: string,
  from: number,
): { readonly attributes: Map<string, Value>; readonly end: number } | undefined {
  const attributes = new Map<string, Value>()
  const read = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match !== null) at += match[0].length
    return match
  }
  const keep = (name: string, value: string, start: number): void => {
    const key = name.toLowerCase()
    if (!attributes.has(key)) attributes.set(key, { text: value, start })
  }
  let at = from
  while (at < Math.min(text.length, from + maxTag)) {
    read(space)
    if (text[at] === '>') return { attributes, end: at + 1 }
    const name = read(attributeName)?.[0]
    if (name !== undefined && read(equals) === null) continue
    const start = at
    if (text[at] === '{') {
      const end = endOfBraces(text, at)
      if (end === undefined) return undefined
      at = end
      const inner = /^\{\s*(?:"([^"\\]*)"|'([^'\\]*)')\s*\}$/.exec(text.slice(start, end))
      const value = inner?.[1] ?? inner?.[2]
      if (name !== undefined && value !== undefined) keep(name, value, start + (inner?.[0].search(/["']/) ?? 0) + 1)
      continue
    }
    const match = read(literal)
    if (match === null) return undefined
    const value = match[1] ?? match[2]
    if (name !== undefined) keep(name, value ?? match[3] ?? '', value === undefined ? start : start + 1)
  }
  return undefined
}

/** Where an expression ends; braces in its strings do not count. */
function endOfBraces(text: string, from: number): number | undefined {
  let depth = 0
  for (let at = from; at < Math.min(text.length, from + maxTag); at++) {
    const character = text[at]
    if (character === '{') depth++
    else if (character === '}' && --depth === 0) return at + 1
    else if (character === '"' || character === "'" || character === '`') {
      const end = text.indexOf(character, at + 1)
      if (end > 0) at = end
    }
  }
  return undefined
}
