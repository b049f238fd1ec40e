import type { EmbeddedFacts } from './facts.ts'
import { embedInJpeg } from './jpeg.ts'
import { embedInPng } from './png.ts'
import { embedInWebp } from './webp.ts'

type Bytes = Uint8Array<ArrayBuffer>

const byType: Readonly<Record<string, ((bytes: Bytes, facts: EmbeddedFacts) => Bytes | undefined) | undefined>> = {
  png: embedInPng,
  jpeg: embedInJpeg,
  webp: embedInWebp,
}

/**
 * An image with its prompt and parameters in it; the pixels are not touched. Formats other than PNG, JPEG and WebP, and
 * images that already carry XMP in JPEG or WebP, come back as they are.
 * @param format `png`, `jpeg`, `webp`, … as found in the bytes
 */
export function embedFacts(
  bytes: Bytes,
  format: string,
  facts: EmbeddedFacts,
): { readonly bytes: Bytes; readonly embedded: boolean } {
  const result = byType[format]?.(bytes, facts)
  return result === undefined ? { bytes, embedded: false } : { bytes: result, embedded: true }
}
