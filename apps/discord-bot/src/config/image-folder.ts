import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Config } from './config.ts'

/** The folder of the images. Earlier versions called it `pictures` within the data folder; where that exists it stays in use. */
export function imageFolder({
  FLUXKIT_IMAGE_DIR: configured,
  FLUXKIT_DATA_DIR: data,
}: Pick<Config, 'FLUXKIT_IMAGE_DIR' | 'FLUXKIT_DATA_DIR'>): string {
  if (configured !== undefined) return configured
  const earlier = join(data, 'pictures')
  return existsSync(earlier) ? earlier : join(data, 'images')
}
