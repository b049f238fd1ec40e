/** The part of Discord's Markdown that messages of people and bots use, as a tree. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly children: readonly Inline[] }
  | { readonly kind: 'user' | 'role' | 'channel'; readonly id: string }
  | { readonly kind: 'command'; readonly name: string }
  | { readonly kind: 'time'; readonly atMs: number; readonly style: string }

export type Block =
  | { readonly kind: 'line' | 'subtext' | 'bullet'; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly children: readonly Inline[] }
  | { readonly kind: 'quote'; readonly lines: readonly (readonly Inline[])[] }
  | { readonly kind: 'code-block'; readonly text: string }

type Rule = readonly [pattern: RegExp, read: (match: RegExpExecArray) => Inline]

const wrap =
  (kind: 'bold' | 'italic' | 'underline' | 'strike' | 'spoiler') =>
  (match: RegExpExecArray): Inline => ({ kind, children: parseInline(match[1] ?? '') })
const link = (url: string, label: string): Inline => ({ kind: 'link', url, children: [{ kind: 'text', text: label }] })
/** Anything up to a mark that is not escaped. */
const body = String.raw`((?:\\.|[^\\])+?)`

/** The first that fits at a place wins; every pattern is sticky. */
const rules: readonly Rule[] = [
  [/\\([^\p{L}\p{N}\s])/uy, (match) => ({ kind: 'text', text: match[1] ?? '' })],
  [/(`+)((?:(?!\1).)+)\1(?!`)/suy, (match) => ({ kind: 'code', text: match[2] ?? '' })],
  [/<@!?(\d+)>/uy, (match) => ({ kind: 'user', id: match[1] ?? '' })],
  [/<@&(\d+)>/uy, (match) => ({ kind: 'role', id: match[1] ?? '' })],
  [/<#(\d+)>/uy, (match) => ({ kind: 'channel', id: match[1] ?? '' })],
  [/<\/([^:>]+):\d+>/uy, (match) => ({ kind: 'command', name: match[1] ?? '' })],
  [
    /<t:(-?\d{1,13})(?::([tTdDfFR]))?>/uy,
    (match) => ({ kind: 'time', atMs: Number(match[1]) * 1000, style: match[2] ?? 'f' }),
  ],
  [
    /\[((?:\\.|[^\\[\]])+)\]\(<?(https?:\/\/[^\s)>]+)>?\)/uy,
    (match) => ({ kind: 'link', url: match[2] ?? '', children: parseInline(match[1] ?? '') }),
  ],
  [/<(https?:\/\/[^\s>]+)>/uy, (match) => link(match[1] ?? '', match[1] ?? '')],
  [/https?:\/\/[^\s<>)\]]+/uy, (match) => link(match[0], match[0])],
  [new RegExp(String.raw`\*\*${body}\*\*(?!\*)`, 'suy'), wrap('bold')],
  [new RegExp(String.raw`__${body}__(?!_)`, 'suy'), wrap('underline')],
  [new RegExp(String.raw`~~${body}~~`, 'suy'), wrap('strike')],
  [new RegExp(String.raw`\|\|${body}\|\|`, 'suy'), wrap('spoiler')],
  [new RegExp(String.raw`\*(?!\s)${body}(?<!\s)\*(?!\*)`, 'suy'), wrap('italic')],
  [new RegExp(String.raw`\b_${body}_\b`, 'suy'), wrap('italic')],
]

/** Characters that a rule may begin with: everything between them is plain. */
const plain = /[^\\`<[h*_~|]+|./suy

export function parseInline(text: string): readonly Inline[] {
  const found: Inline[] = []
  for (let at = 0; at < text.length;) {
    const [inline, end] = inlineAt(text, at)
    const last = found.at(-1)
    if (inline.kind === 'text' && last?.kind === 'text')
      found[found.length - 1] = { kind: 'text', text: last.text + inline.text }
    else found.push(inline)
    at = end
  }
  return found
}

function inlineAt(text: string, at: number): readonly [Inline, end: number] {
  for (const [pattern, read] of rules) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) return [read(match), at + match[0].length]
  }
  plain.lastIndex = at
  const run = plain.exec(text)?.[0] ?? text.slice(at, at + 1)
  return [{ kind: 'text', text: run }, at + run.length]
}

export function parseMarkdown(text: string): readonly Block[] {
  const parts = text.split(/```(?:[\w+-]*\n)?([\s\S]+?)```/u)
  return parts.flatMap((part, index): Block[] =>
    index % 2 === 1 ? [{ kind: 'code-block', text: part.replace(/\n$/u, '') }] : parseLines(part),
  )
}

function parseLines(text: string): Block[] {
  if (text === '') return []
  const blocks: Block[] = []
  for (const line of text.replaceAll(/^\n|\n$/gu, '').split('\n')) {
    const quoted = /^> ?(.*)$/u.exec(line)?.[1]
    const last = blocks.at(-1)
    if (quoted !== undefined && last?.kind === 'quote') {
      blocks[blocks.length - 1] = { kind: 'quote', lines: [...last.lines, parseInline(quoted)] }
    } else if (quoted === undefined) blocks.push(lineBlock(line))
    else blocks.push({ kind: 'quote', lines: [parseInline(quoted)] })
  }
  return blocks
}

function lineBlock(line: string): Block {
  const [, mark = '', rest = ''] = /^(-#|#{1,3}|[-*])\s+(.+)$/u.exec(line) ?? []
  if (mark === '') return { kind: 'line', children: parseInline(line) }
  const children = parseInline(rest)
  if (mark === '-#') return { kind: 'subtext', children }
  if (!mark.startsWith('#')) return { kind: 'bullet', children }
  return { kind: 'heading', level: mark.length === 1 ? 1 : mark.length === 2 ? 2 : 3, children }
}
