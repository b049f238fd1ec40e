/**
 * The escape sequence that shows an image of any format in iTerm2 and WezTerm. Source: iterm2.com/documentation-images.
 * @param columns width in cells; the height follows
 */
export function itermImage(bytes: Uint8Array, columns: number): string {
  const payload = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  return `\u001B]1337;File=inline=1;size=${bytes.byteLength};width=${columns};preserveAspectRatio=1:${payload}\u0007\n`
}
