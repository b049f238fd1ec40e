import { drawImage } from '../draw/index.ts'
import { fastDeflate } from './fast-deflate.ts'

/** Hosts of the images in the vendor's documents and recorded runs. A sandbox must not download from them. */
const vendorHosts = new Set(['cdn.acedata.cloud', 'platform2.cdn.acedata.cloud', 'fal.media'])

/**
 * Whether a link has a built-in image: every link to the vendor's own hosts has one, so that examples of its
 * documents, such as the edit of `https://cdn.acedata.cloud/ytj2qy.png`, work word for word.
 */
export function isVendorImage(imageUrl: string): boolean {
  const { hostname, pathname } = new URL(imageUrl)
  return vendorHosts.has(hostname) && /\.(?:png|jpe?g|webp)$/i.test(pathname)
}

export function drawVendorImage(imageUrl: string): Promise<Uint8Array> {
  const { pathname } = new URL(imageUrl)
  const image = { prompt: pathname, model: 'input', seed: 1, width: 1_024, height: 1_024, label: 'SANDBOX INPUT' }
  return drawImage(image, fastDeflate)
}
