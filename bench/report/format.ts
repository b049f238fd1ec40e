/** Three digits that count, with thousands apart. */
export function number(value: number): string {
  if (!Number.isFinite(value)) return '–'
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2
  return new Intl.NumberFormat('en', { maximumFractionDigits: digits }).format(value)
}

export function ratio(value: number): string {
  return `${value.toFixed(2)}×`
}

export type Cell = string | number

/** A table of Markdown, which reads well on a console, too. Numbers stand to the right. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const texts = [head, ...rows].map((row) => row.map((cell) => (typeof cell === 'number' ? number(cell) : cell)))
  const widths = head.map((_, column) => Math.max(3, ...texts.map((row) => (row[column] ?? '').length)))
  const right = head.map((_, column) => rows.length > 0 && rows.every((row) => typeof row[column] === 'number'))
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, column) => pad(cell, widths[column] ?? 0, right[column] ?? false)).join(' | ')} |`
  const rule = widths.map((width, column) => `${'-'.repeat(width - 1)}${right[column] ? ':' : '-'}`)
  const [first = [], ...rest] = texts
  return [line(first), `| ${rule.join(' | ')} |`, ...rest.map(line)].join('\n')
}

function pad(text: string, width: number, right: boolean): string {
  return right ? text.padStart(width) : text.padEnd(width)
}
