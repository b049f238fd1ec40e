import { decodePath } from '../links/encode-path.ts'
import type { ImageReference } from './image-reference.ts'
import { plainDestination, plainMarkdown } from './markdown-text.ts'

/** An alternative text longer than this is not a prompt. */
const maxAlt = 4000

interface Destination {
  readonly pathStart: number
  readonly pathEnd: number
  readonly end: number
}

/**
 * Images of CommonMark: `![alt](path "title")`, `![alt][name]`, `![name][]`, `![name]`.
 *
 * @param visible The text with code and comments blanked out.
 * @param text The text as it is: alternative text may contain code.
 */
export function findMarkdownImages(visible: string, text: string): ImageReference[] {
  const definitions = readDefinitions(visible)
  const found: ImageReference[] = []
  for (let at = visible.indexOf('!['); at >= 0; at = visible.indexOf('![', at + 2)) {
    if (isEscaped(visible, at)) continue
    const altEnd = closingBracket(visible, at + 2)
    if (altEnd === undefined) continue
    const destination =
      (visible[altEnd + 1] === '(' ? readDestination(visible, altEnd + 2) : undefined) ??
      readReference(visible, at + 2, altEnd, definitions)
    if (destination === undefined) continue
    const { pathStart, pathEnd, end } = destination
    const path = decodePath(plainDestination(text.slice(pathStart, pathEnd)))
    if (path !== '')
      found.push({ start: at, end, alt: plainMarkdown(text.slice(at + 2, altEnd)), path, pathStart, pathEnd })
  }
  return found
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0
  while (text[at - 1 - backslashes] === '\\') backslashes++
  return backslashes % 2 === 1
}

function closingBracket(text: string, from: number): number | undefined {
  let depth = 0
  for (let at = from; at < Math.min(text.length, from + maxAlt); at++) {
    const character = text[at]
    if (character === '\\') at++
    else if (character === '[') depth++
    else if (character === '\n' && /^\s*\n/.test(text.slice(at + 1, at + 100))) return undefined
    else if (character === ']' && depth-- === 0) return at
  }
  return undefined
}

const bracketed = /\s*<((?:[^<>\n\\]|\\.)*)>/y
const bare = /\s*((?:[^\s()\\<]|\\.|\((?:[^\s()\\]|\\.)*\))(?:[^\s()\\]|\\.|\((?:[^\s()\\]|\\.)*\))*)/y
const rest = /(?:\s+(?:"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|\((?:[^()\\]|\\.)*\)))?\s*\)/y

function readDestination(text: string, from: number): Destination | undefined {
  const place = readPath(text, from)
  const closing = place && matchAt(rest, text, place.end)
  return closing && { ...place, end: place.end + closing[0].length }
}

function readPath(text: string, from: number): Destination | undefined {
  const wrapped = matchAt(bracketed, text, from)
  const match = wrapped ?? matchAt(bare, text, from)
  const path = match?.[1]
  if (match === undefined || path === undefined) return undefined
  const end = from + match[0].length
  const pathEnd = wrapped === undefined ? end : end - 1
  return { pathStart: pathEnd - path.length, pathEnd, end }
}

const definition = /^ {0,3}\[((?:[^\\[\]]|\\.)+)\]:/gm

/** `[name]: path "title"`, by their names; of two with the same name the first counts. */
function readDefinitions(text: string): Map<string, Destination> {
  const found = new Map<string, Destination>()
  for (const match of text.matchAll(definition)) {
    const name = normalized(match[1] ?? '')
    const place = readPath(text, match.index + match[0].length)
    if (place !== undefined && !found.has(name)) found.set(name, place)
  }
  return found
}

const label = /\[((?:[^\\[\]]|\\.)*)\]/y

function readReference(
  text: string,
  altStart: number,
  altEnd: number,
  definitions: ReadonlyMap<string, Destination>,
): Destination | undefined {
  const match = matchAt(label, text, altEnd + 1)
  const name = match?.[1] || text.slice(altStart, altEnd)
  const place = definitions.get(normalized(name))
  return place && { ...place, end: altEnd + 1 + (match?.[0].length ?? 0) }
}

function normalized(name: string): string {
  return name.replace(/\s+/g, ' ').trim().toLowerCase()
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}
