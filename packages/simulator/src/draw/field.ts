/** Points per line of a field: slow functions are asked on a coarse grid and smoothed in between. */
const stepPixels = 4

/**
 * Values of a smooth function at every pixel, row by row, with `margin` of one pixel on the right and the bottom left out.
 * The function gets coordinates in which the short side of the picture is 1.
 */
export function createField(width: number, height: number, value: (x: number, y: number) => number): Float32Array {
  const columns = Math.ceil(width / stepPixels) + 2
  const rows = Math.ceil(height / stepPixels) + 2
  const unit = stepPixels / Math.min(width, height)
  const coarse = new Float32Array(columns * rows)
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) coarse[row * columns + column] = value(column * unit, row * unit)
  }
  const field = new Float32Array(width * height)
  const line = new Float32Array(columns)
  for (let y = 0; y < height; y++) {
    const row = Math.floor(y / stepPixels)
    const share = y / stepPixels - row
    const from = row * columns
    for (let column = 0; column < columns; column++) {
      const upper = coarse[from + column] as number
      line[column] = upper + ((coarse[from + columns + column] as number) - upper) * share
    }
    for (let x = 0, to = y * width; x < width; x++, to++) {
      const column = (x / stepPixels) | 0
      const left = line[column] as number
      field[to] = left + ((line[column + 1] as number) - left) * (x / stepPixels - column)
    }
  }
  return field
}

/** Stretches a field to [0, 1] in place. */
export function normalise(field: Float32Array): Float32Array {
  let min = Infinity
  let max = -Infinity
  for (const value of field) {
    if (value < min) min = value
    if (value > max) max = value
  }
  const scale = max > min ? 1 / (max - min) : 0
  for (let index = 0; index < field.length; index++) field[index] = ((field[index] as number) - min) * scale
  return field
}

/** How dark the corners get: 1 in the middle, less towards the edges. */
export function vignette(
  width: number,
  height: number,
  strength: number,
): { columns: Float32Array; rows: Float32Array } {
  const fall = (size: number): Float32Array =>
    Float32Array.from({ length: size }, (_, index) => strength * ((index + 0.5) / size - 0.5) ** 2 * 2)
  return { columns: fall(width), rows: fall(height) }
}
