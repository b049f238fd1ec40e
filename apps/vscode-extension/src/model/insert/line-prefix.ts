const quote = /^[ \t]*>[ \t]?/
const listMarker = /^([ \t]*)((?:[-*+]|\d{1,9}[.)])[ \t]+)/
const indentation = /^[ \t]+/

/**
 * What a further line begins with to belong to the same quote and list item: `> - text` continues with `>   `. Tabs stay tabs.
 */
export function linePrefix(line: string): string {
  let prefix = ''
  let rest = line
  for (;;) {
    const quoted = quote.exec(rest)?.[0]
    const item = listMarker.exec(rest)
    if (quoted !== undefined) prefix += quoted.endsWith('>') ? `${quoted} ` : quoted
    else if (item !== null) prefix += (item[1] ?? '') + (item[2] ?? '').replace(/[^\t]/g, ' ')
    else return prefix + (indentation.exec(rest)?.[0] ?? '')
    rest = rest.slice((quoted ?? item?.[0] ?? '').length)
  }
}

/** A line is blank that has nothing but the marks of quotes. */
export function isBlankLine(line: string): boolean {
  return /^[\s>]*$/.test(line)
}
