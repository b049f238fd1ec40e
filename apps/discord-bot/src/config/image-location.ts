import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readBucket } from './bucket.ts'
import type { Config } from './config.ts'

/** Where images are kept. */
export type ImageLocation =
  | { readonly kind: 'folder'; readonly folder: string }
  | {
      readonly kind: 'bucket'
      readonly bucket: string
      /** Empty, or ends with a slash. */
      readonly prefix: string
      readonly endpoint: string
      readonly region: string
      readonly accessKeyId: string
      readonly secretAccessKey: string
    }

type Settings = Pick<
  Config,
  | 'FLUXKIT_IMAGES'
  | 'FLUXKIT_DATA_DIR'
  | 'FLUXKIT_S3_ENDPOINT'
  | 'FLUXKIT_S3_REGION'
  | 'FLUXKIT_S3_ACCESS_KEY_ID'
  | 'FLUXKIT_S3_SECRET_ACCESS_KEY'
>

/** The place of the images. Earlier versions called it `pictures` within the data folder; where that exists it stays in use. */
export function imageLocation(
  settings: Settings,
  configured: string | undefined = settings.FLUXKIT_IMAGES,
): ImageLocation {
  const bucket = configured === undefined ? undefined : readBucket(configured)
  if (bucket) {
    const { FLUXKIT_S3_REGION: region } = settings
    return {
      kind: 'bucket',
      ...bucket,
      endpoint: settings.FLUXKIT_S3_ENDPOINT ?? `https://s3.${region}.amazonaws.com`,
      region,
      accessKeyId: settings.FLUXKIT_S3_ACCESS_KEY_ID ?? '',
      secretAccessKey: settings.FLUXKIT_S3_SECRET_ACCESS_KEY ?? '',
    }
  }
  if (configured !== undefined) return { kind: 'folder', folder: configured }
  const earlier = join(settings.FLUXKIT_DATA_DIR, 'pictures')
  return { kind: 'folder', folder: existsSync(earlier) ? earlier : join(settings.FLUXKIT_DATA_DIR, 'images') }
}
