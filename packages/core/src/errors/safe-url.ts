/** A data: URI is as long as its image, and nothing stops a link from being so. */
const maxLength = 300

/** Only origin and path: user names, passwords, signatures in the query and fragments stay out of messages and logs. */
export function safeUrl(url: string | URL): string {
  try {
    const { protocol, host, pathname } = new URL(url)
    if (!/^https?:$/.test(protocol)) return `${protocol}…`
    const text = `${protocol}//${host}${pathname}`
    return text.length > maxLength ? `${text.slice(0, maxLength)}…` : text
  } catch {
    return '(unreadable URL)'
  }
}
