/** Characters that end a destination in some language, or mean something in a URL. */
const special = /[\s%()<>[\]{}"'`\\^|#?&;*$\p{Cc}]/gu

/**
 * A relative path as a URL reference. Letters of all scripts stay readable; what a URL or one of the languages reads
 * as syntax is percent-encoded.
 */
export function encodePath(path: string): string {
  const encoded = path.toWellFormed().replace(special, (character) => {
    const escaped = encodeURIComponent(character)
    // encodeURIComponent leaves ' ( ) * alone.
    return escaped === character ? `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}` : escaped
  })
  // `a:b.png` would be read as a scheme, `//a` as a host.
  return /^[^/]*:/.test(encoded) || encoded.startsWith('//') ? `./${encoded}` : encoded
}

/** The path that a reference in a document means; references that cannot be decoded are taken as they are. */
export function decodePath(reference: string): string {
  const path = reference.replace(/[?#].*$/s, '')
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
