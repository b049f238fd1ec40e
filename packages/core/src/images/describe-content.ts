/**
 * Says in words what arrived instead of an image; the content itself stays out of messages.
 * @param head the first bytes as Latin-1 text
 */
export function describeContent(head: string): string {
  const [first] = head.trimStart()
  if (first === '<') return 'an HTML or XML page'
  if (first === '{' || first === '[') return 'JSON'
  return head ? 'bytes of no known image format' : 'nothing'
}
