import { applyEdits, modify, parse, type ParseError } from 'jsonc-parser'
import { UsageError } from '../usage-error.ts'

type Entry = Readonly<Record<string, unknown>>

/**
 * The text of a JSON configuration with an entry added. Comments, order and everything else stay the same.
 * @throws {UsageError} when it isn't a JSON object
 */
export function withJsonEntry(text: string, place: readonly string[], entry: Entry): string {
  const errors: ParseError[] = []
  const base = text.trim() === '' ? '{}' : text
  let inner: unknown = parse(base, errors, { allowTrailingComma: true })
  let isUsable = errors.length === 0 && isObject(inner)
  for (const name of place.slice(0, -1)) {
    inner = isObject(inner) ? inner[name] : undefined
    isUsable &&= inner === undefined || isObject(inner)
  }
  if (!isUsable) {
    throw new UsageError((t) => t('install.notJson'))
  }
  const formattingOptions = { insertSpaces: true, tabSize: 2, eol: text.includes('\r\n') ? '\r\n' : '\n' }
  const edited = applyEdits(base, modify(base, [...place], entry, { formattingOptions }))
  return edited.endsWith('\n') ? edited : `${edited}\n`
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** The entry of a TOML configuration, as one table. */
export function tomlTable(place: readonly string[], entry: Entry): string {
  const lines = Object.entries(entry).map(([name, value]) => `${name} = ${JSON.stringify(value)}`)
  return [`[${place.join('.')}]`, ...lines, ''].join('\n')
}

/**
 * The text of a TOML configuration with an entry at its end. An existing entry is left to the user: replacing it
 * needs a parser that keeps comments.
 * @throws {UsageError} when there is a different entry
 */
export function withTomlEntry(text: string, place: readonly string[], entry: Entry): string {
  const table = tomlTable(place, entry)
  if (text.includes(table)) return text
  const name = place.join(String.raw`\s*\.\s*`)
  if (new RegExp(String.raw`^\s*\[\s*${name}\s*[\].]`, 'm').test(text)) {
    throw new UsageError((t) => t('install.otherEntry', { entry: place.join('.') }))
  }
  const gap = text === '' || text.endsWith('\n\n') ? '' : text.endsWith('\n') ? '\n' : '\n\n'
  return `${text}${gap}${table}`
}
