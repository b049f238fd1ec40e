import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fromBase64Url, toBase64Url } from './base64url.ts'

const bytes = (...values: number[]): Uint8Array => Uint8Array.from(values)

describe('base64url', () => {
  it('is safe in a path and has no padding (RFC 4648, 5)', () => {
    expect(toBase64Url(bytes(0xfb, 0xff, 0xfe, 0x01))).toBe('-__-AQ')
    expect(fromBase64Url('-__-AQ')).toEqual(bytes(0xfb, 0xff, 0xfe, 0x01))
  })

  it('brings every sequence of bytes back', () => {
    fc.assert(
      fc.property(fc.uint8Array(), (each) => {
        expect(fromBase64Url(toBase64Url(each))).toEqual(Uint8Array.from(each))
      }),
    )
  })

  // Otherwise a URL whose last letter was altered could still be a valid one (RFC 4648, 3.5).
  it.each(['AR', 'AS', 'A_', 'AQ==', 'AQ=', 'A Q', 'A\nQ', '+/+/', 'A', 'é'])(
    'has one spelling for each: %j is refused',
    (text) => {
      expect(fromBase64Url(text)).toBeUndefined()
    },
  )
})
