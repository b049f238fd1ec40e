/** Bytes as text that is safe in a path (RFC 4648, 5), without padding. */
export function toBase64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (char) => ({ '+': '-', '/': '_' })[char] ?? '')
}

/** @returns `undefined` for text that is no base64url */
export function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text.replace(/[-_]/g, (char) => (char === '-' ? '+' : '/'))), (char) =>
      char.charCodeAt(0),
    )
  } catch {
    return undefined
  }
}
