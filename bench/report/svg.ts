/** One bar or point of a plot. */
export interface Bar {
  readonly label: string
  readonly value: number
  /** What stands at its end. */
  readonly text: string
  readonly ours: boolean
}

const width = 720
const left = 210
const right = 120
const rowHeight = 26
const font = 'font-family="system-ui, sans-serif" font-size="13"'
const ours = '#2563eb'
const others = '#94a3b8'

/** Horizontal bars from zero, the shortest first. `goal` is drawn as a line. Readable on light and dark pages. */
export function barPlot(
  title: string,
  bars: readonly Bar[],
  goal?: { readonly value: number; readonly text: string },
): string {
  const most = Math.max(...bars.map((bar) => bar.value), goal?.value ?? 0)
  const scale = (value: number): number => (most > 0 ? (value / most) * (width - left - right) : 0)
  const top = 44
  const height = top + bars.length * rowHeight + (goal ? 28 : 12)
  const rows = bars
    .toSorted((a, b) => a.value - b.value)
    .map((bar, index) => {
      const y = top + index * rowHeight
      const length = Math.max(1, scale(bar.value))
      return [
        `<text x="${left - 10}" y="${y + 14}" text-anchor="end" ${font} fill="#475569"${bar.ours ? ' font-weight="bold"' : ''}>${escape(bar.label)}</text>`,
        `<rect x="${left}" y="${y}" width="${length.toFixed(1)}" height="18" rx="3" fill="${bar.ours ? ours : others}"/>`,
        `<text x="${(left + length + 6).toFixed(1)}" y="${y + 14}" ${font} fill="#475569">${escape(bar.text)}</text>`,
      ].join('\n')
    })
  const line = goal ? goalLine(left + scale(goal.value), top, height, goal.text) : ''
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escape(title)}">
<rect width="${width}" height="${height}" rx="8" fill="#f8fafc"/>
<text x="16" y="26" font-family="system-ui, sans-serif" font-size="15" font-weight="bold" fill="#0f172a">${escape(title)}</text>
${rows.join('\n')}
${line}</svg>
`
}

function goalLine(x: number, top: number, height: number, text: string): string {
  return `<line x1="${x.toFixed(1)}" y1="${top - 6}" x2="${x.toFixed(1)}" y2="${height - 24}" stroke="#dc2626" stroke-dasharray="4 3"/>
<text x="${x.toFixed(1)}" y="${height - 9}" text-anchor="middle" ${font} fill="#dc2626">${escape(text)}</text>
`
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
