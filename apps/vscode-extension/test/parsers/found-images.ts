import { decodePath } from '../../src/model/links/encode-path.ts'
import { findImages } from '../../src/model/placeholders/find-images.ts'
import type { SeenImage } from './read-images.ts'

const tidy = (text: string): string => text.replace(/\s+/g, ' ').trim()
const line = (alt: string, path: string): string => `${tidy(alt)} @ ${path}`
/** What the extension finds. */
export const ours = (id: string, text: string): string[] =>
  findImages(id, text)
    .map(({ alt, path }) => line(alt, path))
    .toSorted()
/** What a parser finds, in the same form. */
export const theirs = (images: readonly SeenImage[]): string[] =>
  images.map(({ alt, src }) => line(alt, decodePath(src))).toSorted()
