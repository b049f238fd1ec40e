import { describe, expect, it } from 'vitest'

import { bytes, u32 } from '../fixtures/bytes.ts'
import { identifyImage } from '../scan-image.ts'

type Part = Uint8Array | readonly number[] | string

const box = (type: string, ...parts: Part[]): Uint8Array => {
  const payload = bytes(...parts)
  return bytes(u32(8 + payload.length), type, payload)
}
const fullBox = (type: string, version: number, ...parts: Part[]): Uint8Array => box(type, [version, 0, 0, 0], ...parts)
const ispe = (width: number, height: number): Uint8Array => fullBox('ispe', 0, u32(width), u32(height))
const meta = (...sizes: Uint8Array[]): Uint8Array =>
  fullBox('meta', 0, fullBox('hdlr', 0, new Uint8Array(20)), box('iprp', box('ipco', ...sizes), box('ipma', [0])))
const ftyp = box('ftyp', 'avif', u32(0), 'avif', 'mif1')
const file = (data: Uint8Array, ...sizes: Uint8Array[]): Uint8Array => bytes(ftyp, meta(...sizes), data)

describe('size', () => {
  it('is the largest of several', () => {
    const whole = file(box('mdat', [1, 2, 3]), ispe(64, 64), ispe(1440, 960), ispe(160, 90))
    expect(identifyImage(whole)).toMatchObject({ width: 1440, height: 960, complete: true })
  })

  it('is not looked for outside of the property container', () => {
    const odd = file(box('mdat', ispe(4000, 3000)), ispe(64, 64))
    expect(identifyImage(odd)).toMatchObject({ width: 64, height: 64 })
  })
})

describe('end', () => {
  it('is reached with the last byte of the data', () => {
    const whole = file(box('mdat', [1, 2, 3]), ispe(64, 64))
    expect(identifyImage(whole.subarray(0, -1))).toMatchObject({ complete: false })
    expect(identifyImage(whole)).toMatchObject({ complete: true })
  })

  it('is known for data of the long form', () => {
    const whole = file(bytes(u32(1), 'mdat', u32(0), u32(19), [1, 2, 3]), ispe(64, 64))
    expect(identifyImage(whole.subarray(0, -1))).toMatchObject({ complete: false })
    expect(identifyImage(whole)).toMatchObject({ complete: true })
  })

  it('is anywhere for data that continues to the end of the file, which says nothing of its length', () => {
    const whole = file(bytes(u32(0), 'mdat', [1, 2, 3]), ispe(64, 64))
    expect(identifyImage(whole)).toMatchObject({ complete: true })
  })

  it('waits for the description when the data comes first', () => {
    const data = box('mdat', [1, 2, 3])
    const whole = bytes(ftyp, data, meta(ispe(64, 64)))
    const claims = Array.from(
      { length: whole.length },
      (_, length) => identifyImage(whole.subarray(0, length))?.complete,
    )
    expect(claims).not.toContain(true)
    expect(identifyImage(whole)).toMatchObject({ complete: true })
  })

  it('waits for all of the data', () => {
    const whole = bytes(file(box('mdat', [1, 2, 3]), ispe(64, 64)), box('mdat', [4]))
    expect(identifyImage(whole.subarray(0, -1))).toMatchObject({ complete: false })
    expect(identifyImage(whole)).toMatchObject({ complete: true })
  })

  it('does not wait for boxes that hold nothing of the image', () => {
    const whole = bytes(file(box('mdat', [1, 2, 3]), ispe(64, 64)), box('free', new Uint8Array(50)))
    expect(identifyImage(whole.subarray(0, -1))).toMatchObject({ complete: true })
  })
})

it('stands boxes smaller than their own header, and larger than any file', () => {
  const sized = meta(ispe(64, 64))
  expect(identifyImage(bytes(ftyp, sized, u32(3), 'mdat', [1, 2, 3]))).toMatchObject({ complete: false })
  expect(identifyImage(bytes(ftyp, sized, u32(1), 'mdat', u32(0xffffffff), u32(0xffffffff)))).toMatchObject({
    complete: false,
  })
})

it('takes the still image of a sequence', () => {
  expect(identifyImage(bytes(box('ftyp', 'avis', u32(0), 'avif'), meta(ispe(64, 48)), box('mdat', [1])))).toMatchObject(
    {
      format: 'avif',
      width: 64,
      height: 48,
    },
  )
})

it.each([
  [0, undefined],
  [1, 8],
  [2, 3],
  [3, 6],
])('%i quarter turns of irot are orientation %s', (quarterTurns, orientation) => {
  expect(identifyImage(file(box('mdat', [1, 2, 3]), ispe(64, 48), box('irot', [quarterTurns])))).toEqual({
    format: 'avif',
    mimeType: 'image/avif',
    extension: 'avif',
    width: 64,
    height: 48,
    complete: true,
    ...(orientation === undefined ? {} : { orientation }),
  })
})
