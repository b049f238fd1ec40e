import { FluxError, type FluxErrorDetails } from './flux-error.ts'

/** A link that must not be fetched: wrong scheme, private address, bad redirect. Code `unsafe_url`. */
export class UnsafeUrlError extends FluxError {
  constructor(summary: string, details?: FluxErrorDetails) {
    super('unsafe_url', summary, details)
  }

  override get name(): string {
    return 'UnsafeUrlError'
  }
}

/**
 * An image could not be fetched: `image_unavailable`, `image_too_large`, `not_an_image`, `image_truncated`. It is
 * paid for, so the link is worth keeping; fetching again costs nothing.
 */
export class ImageDownloadError extends FluxError {
  constructor(
    code: 'image_unavailable' | 'image_too_large' | 'not_an_image' | 'image_truncated',
    summary: string,
    details?: FluxErrorDetails,
  ) {
    super(code, summary, details)
  }

  override get name(): string {
    return 'ImageDownloadError'
  }
}

/** An image could not be written to disk. Code `save_failed`. */
export class SaveError extends FluxError {
  constructor(summary: string, details?: FluxErrorDetails) {
    super('save_failed', summary, details)
  }

  override get name(): string {
    return 'SaveError'
  }
}
