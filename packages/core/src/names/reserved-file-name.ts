/** Device names of Windows. Source: "Naming Files, Paths, and Namespaces", learn.microsoft.com. */
const reserved = /^(con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³]|conin\$|conout\$)$/iu

/** Does Windows give this name to a device? It does so whatever follows behind the first dot, and ignores spaces before it. */
export function isReservedFileName(name: string): boolean {
  const [stem = ''] = name.split('.', 1)
  return reserved.test(stem.trimEnd())
}
