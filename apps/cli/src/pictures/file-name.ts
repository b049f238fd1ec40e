/** What a name pattern can speak of. */
export interface NameValues {
  readonly prompt: string
  readonly model: string
  readonly seed: number | string | undefined
  /** From 1. */
  readonly index: number
  /** How many pictures the task has made. */
  readonly count: number
  readonly task: string
  readonly atMs: number
}

export const placeholders = ['prompt', 'model', 'seed', 'index', 'date', 'task'] as const

export const defaultNamePattern = '{prompt}'

/** Short enough to read in a listing; with wide scripts the bytes run out first. */
const maxPromptLength = 60
const maxPromptBytes = 90
/** What core's `writeImage` keeps of a name. */
const maxNameBytes = 120

/** Device names of Windows, with any extension. Source: "Naming Files, Paths, and Namespaces", learn.microsoft.com. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(\.|$)/i

/**
 * What is wrong with a pattern, or `undefined`. A pattern may hold folders (`{model}/{prompt}`), relative to `--out`.
 */
export function checkNamePattern(pattern: string): string | undefined {
  const unknown = [...pattern.matchAll(/\{([^{}]*)\}/g)].find(
    ([, name]) => !placeholders.some((known) => known === name),
  )
  if (unknown) return `unknown ${unknown[0]}; there are ${placeholders.map((name) => `{${name}}`).join(' ')}`
  const parts = splitPattern(pattern)
  if (parts.some((part) => /^\s*\.{0,2}\s*$/.test(part)))
    return 'must not begin or end with a slash, or have . or .. as a part'
  return undefined
}

/**
 * The folders and the name (without extension) of one picture. Every part is safe on every platform, whatever the prompt
 * holds; a pattern that would give all pictures of a task the same name gets the index.
 */
export function pictureName(
  pattern: string,
  values: NameValues,
): { readonly folders: readonly string[]; readonly name: string } {
  const tellsApart = values.count < 2 || /\{(index|seed)\}/.test(pattern)
  const parts = splitPattern(tellsApart ? pattern : `${pattern}-{index}`)
  const filled = parts.map((part) =>
    safePart(part.replaceAll(/\{(\w+)\}/g, (_, name: string) => valueText(name, values))),
  )
  return { folders: filled.slice(0, -1), name: filled.at(-1) ?? 'picture' }
}

/** One part of a path from any text: letters and digits of all scripts, `- _ . ( )`; never empty, hidden or reserved. */
export function safePart(text: string): string {
  const clean = text
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{M}\p{N}\-_.()]+/gu, '-')
    .replaceAll(/-{2,}/g, '-')
    .replace(/^[-.]+/, '')
  const cut = cutToBytes(clean, maxNameBytes).replace(/[-.]+$/, '')
  if (cut === '') return 'picture'
  return reserved.test(cut) ? `picture-${cut}` : cut
}

function splitPattern(pattern: string): string[] {
  return pattern.split(/[/\\]/)
}

function valueText(name: string, values: NameValues): string {
  switch (name) {
    case 'prompt':
      return promptWords(values.prompt)
    case 'model':
      return values.model
    case 'seed':
      return String(values.seed ?? values.index)
    case 'index':
      return String(values.index)
    case 'date':
      return dateText(values.atMs)
    case 'task':
      return values.task
    default:
      return ''
  }
}

/** The first words of a prompt, joined by hyphens, so that names need no quotes in a shell. */
function promptWords(prompt: string): string {
  const words = safePart(prompt.slice(0, 1_000).replaceAll(/[._()]/g, '-')).split('-')
  let result = ''
  for (const word of words) {
    const longer = result === '' ? word : `${result}-${word}`
    if (longer.length > maxPromptLength || Buffer.byteLength(longer) > maxPromptBytes) break
    result = longer
  }
  return result === '' ? cutToBytes(words[0] ?? '', maxPromptBytes) : result
}

/** Local time, sortable: `2026-11-22-154501`. */
function dateText(atMs: number): string {
  const date = new Date(atMs)
  const two = (value: number): string => String(value).padStart(2, '0')
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())].join('-')
  return `${day}-${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`
}

function cutToBytes(text: string, maxBytes: number): string {
  let bytes = 0
  let result = ''
  for (const character of text) {
    bytes += Buffer.byteLength(character)
    if (bytes > maxBytes) break
    result += character
  }
  return result
}
