/** A file at Discord; the link is signed and expires within a day. */
export interface Attachment {
  readonly url: string
  readonly name: string
  readonly sizeBytes: number
  readonly contentType?: string | undefined
  readonly width?: number | undefined
  readonly height?: number | undefined
}
