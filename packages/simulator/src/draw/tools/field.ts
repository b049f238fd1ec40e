/** Pixels between two points of a grid: slow functions are asked at these points and smoothed in between. */
const stepPixels = 4

/** A smooth function over an image, known at every fourth pixel. */
export interface Grid {
  readonly columns: number
  readonly rows: number
  readonly values: Float32Array
}

/** Asks a function in coordinates in which the short side of the image is 1. */
export function createGrid(width: number, height: number, value: (x: number, y: number) => number): Grid {
  const columns = Math.ceil(width / stepPixels) + 2
  const rows = Math.ceil(height / stepPixels) + 2
  const unit = stepPixels / Math.min(width, height)
  const values = new Float32Array(columns * rows)
  for (let row = 0, to = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) values[to++] = value(column * unit, row * unit)
  }
  return { columns, rows, values }
}

/** Stretches a grid to [0, 1] in place. */
export function normalise(grid: Grid): Grid {
  const { values } = grid
  let min = Infinity
  let max = -Infinity
  for (let index = 0; index < values.length; index++) {
    const value = values[index] as number
    if (value < min) min = value
    if (value > max) max = value
  }
  const scale = max > min ? 1 / (max - min) : 0
  for (let index = 0; index < values.length; index++) values[index] = ((values[index] as number) - min) * scale
  return grid
}

/** Values at every pixel, row by row. */
export function spread({ columns, values }: Grid, width: number, height: number): Float32Array {
  const field = new Float32Array(width * height)
  const line = new Float32Array(columns)
  for (let y = 0, to = 0; y < height; y++) {
    const row = Math.floor(y / stepPixels)
    const share = y / stepPixels - row
    const from = row * columns
    for (let column = 0; column < columns; column++) {
      const upper = values[from + column] as number
      line[column] = upper + ((values[from + columns + column] as number) - upper) * share
    }
    for (let x = 0, column = 0; x < width; column++) {
      const left = line[column] as number
      const rise = ((line[column + 1] as number) - left) / stepPixels
      const end = Math.min(width, x + stepPixels)
      for (let value = left; x < end; x++, value += rise) field[to++] = value
    }
  }
  return field
}

/** How much darker the columns and rows near an edge are; both are to be subtracted from 1. */
export function vignette(
  width: number,
  height: number,
  strength: number,
): { columns: Float32Array; rows: Float32Array } {
  const fall = (size: number): Float32Array =>
    Float32Array.from({ length: size }, (_, index) => strength * ((index + 0.5) / size - 0.5) ** 2 * 2)
  return { columns: fall(width), rows: fall(height) }
}
