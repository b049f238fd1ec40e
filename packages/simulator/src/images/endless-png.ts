import { pngStart } from '../draw/png.ts'

export interface EndlessPng {
  readonly start: Uint8Array
  readonly filler: Uint8Array
}

const chunkDataBytes = 65_536

/** A valid beginning of a PNG, and a text chunk that can follow it forever. */
export function endlessPng(): EndlessPng {
  const filler = new Uint8Array(chunkDataBytes + 12).fill(0x41)
  const view = new DataView(filler.buffer)
  view.setUint32(0, chunkDataBytes)
  filler.set(new TextEncoder().encode('tEXtfiller\0'), 4)
  return { start: pngStart(1_024, 1_024), filler }
}
