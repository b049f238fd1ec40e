import { describe, expect, it } from 'vitest'
import { english } from '../language/translator.ts'
import { agoText, durationText, secondsText } from './time-text.ts'

describe('durationText', () => {
  it.each([
    [-5, '0.0 s'],
    [430, '0.4 s'],
    [9_949, '9.9 s'],
    [9_951, '10 s'],
    [99_000, '99 s'],
    [125_000, '2 min 05 s'],
    [3_725_000, '1 h 02 min'],
  ])('says %i ms as %s', (ms, expected) => {
    expect(durationText(ms)).toBe(expected)
  })
})

describe('secondsText', () => {
  it.each([
    [999, '0 s'],
    [61_900, '61 s'],
    [130_000, '2 min 10 s'],
  ])('says %i ms as %s', (ms, expected) => {
    expect(secondsText(ms)).toBe(expected)
  })
})

describe('agoText', () => {
  it.each([
    [59_000, 'just now'],
    [61_000, '1 min ago'],
    [7_200_000, '2 h ago'],
    [259_200_000, '3 days ago'],
  ])('says %i ms as %s', (ms, expected) => {
    expect(agoText(ms, english)).toBe(expected)
  })
})
