const encoder = new TextEncoder()
let segmenter: Intl.Segmenter | undefined

/**
 * The longest prefix that fits, in whole characters as a reader sees them; if a single one is too long, in whole
 * code points.
 *
 * @param maxLength Code points.
 */
export function cut(text: string, maxLength: number, maxBytes: number): string {
  if (text.length * 3 <= maxBytes && text.length <= maxLength) return text
  segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' })
  const graphemes = Array.from(segmenter.segment(text), ({ segment }) => segment)
  return takeFitting(graphemes, maxLength, maxBytes) || takeFitting(text, maxLength, maxBytes)
}

function takeFitting(parts: Iterable<string>, maxLength: number, maxBytes: number): string {
  let result = ''
  let length = 0
  let bytes = 0
  for (const part of parts) {
    length += Array.from(part).length
    bytes += encoder.encode(part).length
    if (length > maxLength || bytes > maxBytes) break
    result += part
  }
  return result
}
