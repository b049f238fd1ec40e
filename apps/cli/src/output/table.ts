import stringWidth from 'fast-string-width'

const gap = '  '

/** Columns aligned by what a terminal shows: wide characters count two, colours none. The last column is not padded. */
export function formatTable(rows: readonly (readonly string[])[]): string {
  const widths: number[] = []
  for (const row of rows) {
    for (const [index, cell] of row.entries()) widths[index] = Math.max(widths[index] ?? 0, stringWidth(cell))
  }
  const lines = rows.map((row) =>
    row
      .map((cell, index) =>
        index === row.length - 1 ? cell : cell + ' '.repeat((widths[index] ?? 0) - stringWidth(cell)),
      )
      .join(gap)
      .trimEnd(),
  )
  return lines.map((line) => `${line}\n`).join('')
}
