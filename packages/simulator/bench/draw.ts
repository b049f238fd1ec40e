// Milliseconds for one 1024×1024 image, all styles together. Run with `pnpm bench`.
import { paint } from '../src/draw/index.ts'
import { encodePng } from '../src/draw/png.ts'
import { fastDeflate } from '../src/images/fast-deflate.ts'

const rounds = 48

function median(values: readonly number[]): number {
  return values.toSorted((one, other) => one - other)[values.length >> 1] ?? NaN
}

const paintMs: number[] = []
const encodeMs: number[] = []
const bytes: number[] = []
for (let seed = 0; seed < rounds; seed++) {
  const startMs = performance.now()
  const pixels = paint({ prompt: 'measured', model: 'flux-dev', seed, width: 1_024, height: 1_024 })
  const paintedMs = performance.now()
  // One at a time is what is measured.
  const png = await encodePng(pixels, fastDeflate)
  paintMs.push(paintedMs - startMs)
  encodeMs.push(performance.now() - paintedMs)
  bytes.push(png.byteLength)
}
const totals = paintMs.map((ms, index) => ms + (encodeMs[index] ?? 0))
const row = {
  paint: median(paintMs),
  encode: median(encodeMs),
  total: median(totals),
  slowest: Math.max(...totals),
  bytes: median(bytes),
}
process.stdout.write(
  `${JSON.stringify(row, (_, value: unknown) => (typeof value === 'number' ? Math.round(value) : value))}\n`,
)
