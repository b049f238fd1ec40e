/** Origin and path alone: user names, passwords, signatures in the query and fragments stay out of messages and logs. */
export function safeUrl(url: string | URL): string {
  try {
    const { protocol, host, pathname } = new URL(url)
    return `${protocol}//${host}${pathname}`
  } catch {
    return '(unreadable URL)'
  }
}
