/** An image that a document shows, found in its text. Offsets count UTF-16 units from the start, as editors do. */
export interface ImageReference {
  readonly start: number
  readonly end: number
  /** Alternative text without the language's escapes. */
  readonly alt: string
  /** The destination, decoded: a path with `/`, or a URL. */
  readonly path: string
  /** Where the destination stands, without quotes or angle brackets. */
  readonly pathStart: number
  readonly pathEnd: number
}
