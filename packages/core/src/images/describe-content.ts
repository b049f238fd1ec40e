/**
 * Says in words what arrived instead of a picture; the content itself stays out of messages.
 * @param head the first bytes as Latin-1 text
 */
export function describeContent(head: string): string {
  if (head === '') return 'nothing'
  const text = head.replace(/^\xef\xbb\xbf/, '').trimStart()
  if (/^<(\?xml|svg)/i.test(text)) return 'an XML or SVG document'
  if (text.startsWith('<')) return 'an HTML page'
  if (/^[[{]/.test(text)) return 'JSON'
  return 'bytes of no known picture format'
}
