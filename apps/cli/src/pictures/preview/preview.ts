import type { PreviewProtocol } from './choose-protocol.ts'
import { itermImage } from './iterm.ts'
import { kittyImage } from './kitty.ts'

const widestColumns = 40
/** A terminal takes seconds to read more than this as base64. */
const maxBytes = 12 * 1024 * 1024

/** The picture as escape sequences; `undefined` when this terminal cannot show it. */
export function previewText(
  picture: { readonly bytes: Uint8Array; readonly format: string },
  protocol: PreviewProtocol,
  terminalColumns: number,
): string | undefined {
  if (picture.bytes.byteLength > maxBytes) return undefined
  const columns = Math.max(4, Math.min(widestColumns, terminalColumns - 2))
  if (protocol === 'iterm2') return itermImage(picture.bytes, columns)
  return picture.format === 'png' ? kittyImage(picture.bytes, columns) : undefined
}
