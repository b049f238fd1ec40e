import { decodePath } from '../links/encode-path.ts'
import type { ImageReference } from './image-reference.ts'

/** Inline images of CommonMark, `![alt](path "title")`; an alternative text longer than this is no prompt. */
const maxAlt = 4000

export function findMarkdownImages(text: string): ImageReference[] {
  const found: ImageReference[] = []
  for (let at = text.indexOf('!['); at >= 0; at = text.indexOf('![', at + 2)) {
    if (text[at - 1] === '\\') continue
    const altEnd = closingBracket(text, at + 2)
    if (altEnd === undefined || text[altEnd + 1] !== '(') continue
    const destination = readDestination(text, altEnd + 2)
    if (destination === undefined) continue
    const { pathStart, pathEnd, end } = destination
    const alt = unescape(text.slice(at + 2, altEnd))
      .replace(/\s+/g, ' ')
      .trim()
    found.push({ start: at, end, alt, path: decodePath(unescape(text.slice(pathStart, pathEnd))), pathStart, pathEnd })
  }
  return found
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

function readDestination(
  text: string,
  from: number,
): { readonly pathStart: number; readonly pathEnd: number; readonly end: number } | undefined {
  const match = matchAt(bracketed, text, from) ?? matchAt(bare, text, from)
  const path = match?.[1]
  if (match === undefined || path === undefined) return undefined
  const after = from + match[0].length
  const closing = matchAt(rest, text, after)
  if (closing === undefined) return undefined
  const pathEnd = text[after - 1] === '>' && match[0].trimStart().startsWith('<') ? after - 1 : after
  return { pathStart: pathEnd - path.length, pathEnd, end: after + closing[0].length }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at
  return pattern.exec(text) ?? undefined
}

function unescape(text: string): string {
  return text.replace(/\\([!-/:-@[-`{-~])/g, '$1')
}
