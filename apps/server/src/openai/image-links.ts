import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * Signed links to saved images. They need no bearer token, so that pages can show them; each leads to one image.
 */
export interface ImageLinks {
  /** @param index from 0 */
  linkTo(jobId: string, index: number): string
  isSigned(jobId: string, index: number, signature: string): boolean
}

export const imagePath = '/v1/images/files'

/** @param secret the server's token: links are valid as long as it is */
export function createImageLinks(secret: string): ImageLinks {
  const sign = (jobId: string, index: number): string =>
    createHmac('sha256', `fluxkit image links ${secret}`).update(`${jobId}/${index}`).digest('base64url')
  return {
    linkTo: (jobId, index) => `${imagePath}/${encodeURIComponent(jobId)}/${index}?signature=${sign(jobId, index)}`,
    isSigned(jobId, index, signature) {
      const [expected, given] = [Buffer.from(sign(jobId, index)), Buffer.from(signature)]
      return expected.length === given.length && timingSafeEqual(expected, given)
    },
  }
}
