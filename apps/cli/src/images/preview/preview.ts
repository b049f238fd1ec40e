import type { PreviewProtocol } from './choose-protocol.ts'
import { itermImage } from './iterm.ts'
import { kittyImage } from './kitty.ts'

const widestColumns = 40
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
