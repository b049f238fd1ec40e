import type { PreviewProtocol } from './choose-protocol.ts'

const widestColumns = 40
/** The protocol takes at most 4096 bytes of payload at a time. Source: sw.kovidgoyal.net/kitty/graphics-protocol. */
const chunkLength = 4_096
/** A terminal takes seconds to read more than this as base64. */
const maxBytes = 12 * 1024 * 1024

/** The image as escape sequences; `undefined` when this terminal cannot show it. */
export function previewText(
  image: { readonly bytes: Uint8Array; readonly format: string },
  protocol: PreviewProtocol,
  terminalColumns: number,
): string | undefined {
  if (image.bytes.byteLength > maxBytes) return undefined
  const columns = Math.max(4, Math.min(widestColumns, terminalColumns - 2))
  if (protocol === 'iterm2') return itermImage(image.bytes, columns)
  return image.format === 'png' ? kittyImage(image.bytes, columns) : undefined
}

/**
 * The escape sequence that shows an image of any format in iTerm2 and WezTerm. Source: iterm2.com/documentation-images.
 * @param columns width in cells; the height follows
 */
function itermImage(bytes: Uint8Array, columns: number): string {
  const payload = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')
  return `\u001B]1337;File=inline=1;size=${bytes.byteLength};width=${columns};preserveAspectRatio=1:${payload}\u0007\n`
}

/**
 * The escape sequences that show a PNG in kitty and Ghostty; kitty reads no other format by itself.
 * @param columns width in cells; the height follows
 */
function kittyImage(png: Uint8Array, columns: number): string {
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
