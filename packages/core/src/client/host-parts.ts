import type { ImageNetwork } from '../images/fetch-image.ts'
import type { ImageFile } from './upload-input.ts'

/** Learns how large the image behind a link is, as it is displayed. Never throws. */
export type MeasureLink = (
  link: string,
  signal: AbortSignal | undefined,
) => Promise<{ readonly width: number; readonly height: number } | undefined>

/** What only some hosts can do. */
export interface HostParts {
  /** Reads what `files.upload` and `edit` are given. Default: bytes and blobs. */
  readonly readFile?: (input: unknown) => Promise<ImageFile>
  /** Default: nothing is read, and an edit keeps the shape of its image only when the caller names it. */
  readonly measureLink?: MeasureLink
  /** Downloads to a disk: the method `save` of images. */
  readonly saveImage?: (network: ImageNetwork, link: string, options: never) => Promise<unknown>
}
