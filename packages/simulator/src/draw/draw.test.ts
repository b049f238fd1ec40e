import { readdirSync, readFileSync } from 'node:fs'
import { decode } from 'fast-png'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { drawImage, paint } from './index.ts'
import { choosePalette } from './tools/palette.ts'

const fox = { prompt: 'a red fox', model: 'flux-dev', seed: 1, width: 96, height: 64 }

test('an image is a PNG of the size asked for', async () => {
  const png = decode(await drawImage(fox))
  expect([png.width, png.height, png.channels, png.depth]).toEqual([96, 64, 3, 8])
})

test('the PNG holds the very pixels that were painted', async () => {
  const png = decode(await drawImage(fox), { checkCrc: true })
  expect(Buffer.compare(Buffer.from(png.data as Uint8Array), Buffer.from(paint(fox).data))).toBe(0)
})

test('the same input gives the same pixels', () => {
  expect(Buffer.compare(paint(fox).data, paint(fox).data)).toBe(0)
})

test.each([
  ['seed', { ...fox, seed: 2 }],
  ['prompt', { ...fox, prompt: 'a blue fox' }],
  ['model', { ...fox, model: 'flux-2-pro' }],
])('another %s gives another image', (_, other) => {
  const [one, two] = [paint(fox).data, paint(other).data]
  const different = one.filter((value, index) => value !== two[index]).length
  expect(different / one.length).toBeGreaterThan(0.5)
})

test('every seed has its own image', () => {
  const images = Array.from({ length: 60 }, (_, seed) => Buffer.from(paint({ ...fox, seed }).data).toString('base64'))
  expect(new Set(images).size).toBe(60)
})

test('any prompt and any size can be drawn', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary' }),
      fc.integer(),
      fc.integer({ min: 1, max: 70 }),
      fc.integer({ min: 1, max: 70 }),
      (prompt, seed, width, height) => {
        expect(paint({ prompt, model: 'm', seed, width, height }).data).toHaveLength(width * height * 3)
      },
    ),
    { numRuns: 60 },
  )
})

test('drawing needs nothing of Node and no package', () => {
  const folder = new URL('.', import.meta.url)
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  )
  const imports = files.flatMap((name) =>
    [...readFileSync(new URL(name, folder), 'utf8').matchAll(/from '([^']+)'/g)].map((match) => match[1]),
  )
  expect(files.length).toBeGreaterThan(8)
  expect(imports.filter((name) => !name?.startsWith('.'))).toEqual([])
  expect(imports.filter((name) => name?.startsWith('../') && !/^\.\.\/(?:random|tools\/\w+)\.ts$/.test(name))).toEqual(
    [],
  )
})

test('the first meaningful word of a prompt chooses the colours', () => {
  const darkest = (prompt: string): number[] => [...choosePalette(prompt, () => 0).subarray(0, 3)].map(Math.round)
  expect([darkest('Green hills in the rain'), darkest('rain on green hills')]).toEqual([
    [0x0b, 0x1d, 0x17],
    [0x03, 0x19, 0x26],
  ])
})
