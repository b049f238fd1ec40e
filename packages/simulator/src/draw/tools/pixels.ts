/** Eight-bit RGB, row by row from the top. */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

export function createPixels(width: number, height: number): Pixels {
  return { width, height, data: new Uint8Array(width * height * 3) }
}
