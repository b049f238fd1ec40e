/**
 * A message as apps carry it, a third as large as the tree of `@formatjs/icu-messageformat-parser`: text, `0` for the `#`
 * of a plural, or a placeholder with its form and the texts to choose from.
 */
export type Part = string | 0 | readonly [name: string] | readonly [name: string, form: 'number'] | Choice

type Choice = readonly [
  name: string,
  form: 'plural' | 'select',
  options: Readonly<Record<string, string | readonly Part[]>>,
]

/** The tree that `intl-messageformat` formats. Its types are numbers: TYPE of the parser, which apps don't load. */
export function unpack(parts: string | readonly Part[]): object[] {
  return typeof parts === 'string' ? [{ type: 0, value: parts }] : parts.map((part) => unpackPart(part))
}

function unpackPart(part: Part): object {
  if (typeof part === 'string') return { type: 0, value: part }
  if (part === 0) return { type: 7 }
  const [value, form, options = {}] = part
  if (form === undefined) return { type: 1, value }
  if (form === 'number') return { type: 2, value }
  const entries = Object.entries(options).map(([name, parts]) => [name, { value: unpack(parts) }])
  const chosen = { value, options: Object.fromEntries(entries) as object }
  return form === 'select' ? { type: 5, ...chosen } : { type: 6, ...chosen, offset: 0, pluralType: 'cardinal' }
}
