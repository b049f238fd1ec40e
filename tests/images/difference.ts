import sharp, { type SharpInput } from 'sharp'

/** Coarse enough that another font or a moved line changes little. */
const sidePx = 32

/**
 * How different two images look, whatever their sizes: the mean difference of brightness of 32 × 32 fields.
 *
 * @returns from 0, the same, to 255
 * @throws {Error} for what isn't an image
 */
export async function difference(first: SharpInput, second: SharpInput): Promise<number> {
  const [one, other] = await Promise.all([fields(first), fields(second)])
  const sum = one.reduce((total, value, index) => total + Math.abs(value - (other[index] ?? 0)), 0)
  return sum / one.length
}

function fields(image: SharpInput): Promise<Buffer> {
  return sharp(image)
    .flatten({ background: 'white' })
    .greyscale()
    .resize(sidePx, sidePx, { fit: 'fill' })
    .raw()
    .toBuffer()
}
