export interface ImageInfo {
  readonly contentType: string
  /** Pixels. */
  readonly width: number
  readonly height: number
}

/** Type and pixels of a PNG, JPEG, GIF or WebP image by its bytes, as Discord reports them for attachments. */
export function readImage(bytes: Uint8Array): ImageInfo | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < 12) return undefined
  if (view.getUint32(0) === 0x89_50_4e_47 && bytes.length >= 24) {
    return { contentType: 'image/png', width: view.getUint32(16), height: view.getUint32(20) }
  }
  if (view.getUint32(0) === 0x47_49_46_38) {
    return { contentType: 'image/gif', width: view.getUint16(6, true), height: view.getUint16(8, true) }
  }
  if (view.getUint16(0) === 0xff_d8) return readJpeg(view)
  if (view.getUint32(0) === 0x52_49_46_46 && view.getUint32(8) === 0x57_45_42_50) return readWebp(view)
  return undefined
}

function readJpeg(view: DataView): ImageInfo | undefined {
  let offset = 2
  while (offset + 9 < view.byteLength) {
    if (view.getUint8(offset) !== 0xff) return undefined
    const marker = view.getUint8(offset + 1)
    const isFrame = marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc
    if (isFrame) {
      return { contentType: 'image/jpeg', width: view.getUint16(offset + 7), height: view.getUint16(offset + 5) }
    }
    offset += 2 + view.getUint16(offset + 2)
  }
  return undefined
}

function readWebp(view: DataView): ImageInfo | undefined {
  if (view.byteLength < 30) return undefined
  const contentType = 'image/webp'
  switch (view.getUint32(12)) {
    case 0x56_50_38_58: {
      const side = (at: number): number => 1 + view.getUint16(at, true) + (view.getUint8(at + 2) << 16)
      return { contentType, width: side(24), height: side(27) }
    }
    case 0x56_50_38_4c: {
      const bits = view.getUint32(21, true)
      return { contentType, width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) }
    }
    case 0x56_50_38_20:
      return { contentType, width: view.getUint16(26, true) & 0x3fff, height: view.getUint16(28, true) & 0x3fff }
    default:
      return undefined
  }
}
