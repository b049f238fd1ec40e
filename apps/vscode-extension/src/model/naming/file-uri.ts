/** The URI of an absolute path as Node writes it: of this system, or of Windows with its drive. */
export function fileUri(path: string): string {
  const isWindows = /^[a-z]:[\\/]/i.test(path)
  const posix = isWindows ? `/${path.replaceAll('\\', '/')}` : path
  const encoded = posix.split('/').map((part) => encodeURIComponent(part))
  return `file://${(isWindows ? encoded.map((part) => part.replace(/^([a-z])%3A$/i, '$1:')) : encoded).join('/')}`
}
