import { shrinkPng } from './shrink-png.ts'

/** One larger image can make a whole chat fail. */
export const maxSide = 1024
const maxBytes = 2 * 1024 * 1024

export interface Preview {
  readonly bytes: Uint8Array
  readonly mimeType: string
}

/**
 * An image for a model to look at. Larger PNGs are made smaller; other formats are not.
 *
 * @param extension Of the file, which is that of its bytes.
 * @returns `undefined` where there is no preview within the limits.
 */
export function previewOf(
  bytes: Uint8Array,
  { extension, width, height }: { readonly extension: string; readonly width: number; readonly height: number },
): Preview | undefined {
  if (Math.max(width, height) <= maxSide && bytes.length <= maxBytes) {
    return { bytes, mimeType: `image/${extension === 'jpg' ? 'jpeg' : extension}` }
  }
  const small = shrinkPng(bytes, maxSide)
  return small && small.length <= maxBytes ? { bytes: small, mimeType: 'image/png' } : undefined
}
