/** The protocol takes at most 4096 bytes of payload at a time. Source: sw.kovidgoyal.net/kitty/graphics-protocol. */
const chunkLength = 4_096

/**
 * The escape sequences that show a PNG in kitty and Ghostty; kitty reads no other format by itself.
 * @param columns width in cells; the height follows
 */
export function kittyImage(png: Uint8Array, columns: number): string {
  const payload = Buffer.from(png.buffer, png.byteOffset, png.byteLength).toString('base64')
  let result = ''
  for (let start = 0; start < payload.length; start += chunkLength) {
    const hasMore = start + chunkLength < payload.length ? 1 : 0
    // q=2: the terminal's answer would be read by the shell as if it had been typed.
    const keys = start === 0 ? `a=T,f=100,c=${columns},q=2,m=${hasMore}` : `m=${hasMore},q=2`
    result += `\u001B_G${keys};${payload.slice(start, start + chunkLength)}\u001B\\`
  }
  return `${result}\n`
}
