import { join } from 'node:path'
import sharp from 'sharp'
import { root } from './root.ts'

/** The extension's icon: the editor shows no SVG as an icon. */
export function makeIcon(): Promise<Buffer> {
  return sharp(join(root, 'apps/vscode-extension/art/icon.svg'))
    .png({ compressionLevel: 9, palette: true, quality: 90, effort: 10 })
    .toBuffer()
}
