import { writeInline } from '../../src/model/insert/writing.ts'

/** The file that a reference leads to; LaTeX takes names as they are. */
export function fileOf(id: string, src: string): string {
  if (id === 'latex') return src
  return decodeURIComponent(src.replace(/^\.\//, ''))
}

/** A link as the extension writes it, with what stands around it. */
export function written(id: string, file: string, alt: string, [before, after]: Place): string {
  const above = before.split('\n')
  const place = { line: above.length - 1, character: above.at(-1)?.length ?? 0 }
  const all = (before + after).split('\n')
  const lines = { count: all.length, line: (number: number): string => all[number] ?? '' }
  const { span, text } = writeInline(id, lines, place, [{ path: file, alt }])
  return before + text + after.slice(span.end.character - span.start.character)
}

type Place = readonly [before: string, after: string]

/** Where the cursor may be in prose. */
export const positions: readonly Place[] = [
  ['', ''],
  ['', '\n'],
  ['Some text.\n\n', '\n\nMore text.\n'],
  ['Some text ', ' and more text.\n'],
  ['First line\n', '\nlast line.\n'],
]
