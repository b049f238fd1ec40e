import { describe, expect, it } from 'vitest'
import { createPaint, wantsColor } from './paint.ts'

describe('wantsColor', () => {
  it.each([
    ['a terminal', {}, true, true],
    ['a pipe', {}, false, false],
    ['a dumb terminal', { TERM: 'dumb' }, true, false],
    ['NO_COLOR on a terminal', { NO_COLOR: '1' }, true, false],
    ['an empty NO_COLOR, which counts as unset', { NO_COLOR: '' }, true, true],
    ['FORCE_COLOR in a pipe', { FORCE_COLOR: '1' }, false, true],
    ['FORCE_COLOR=0 on a terminal', { FORCE_COLOR: '0' }, true, false],
    ['NO_COLOR against FORCE_COLOR', { NO_COLOR: '1', FORCE_COLOR: '1' }, true, false],
  ])('decides for %s', (_name, env, isTTY, expected) => {
    expect(wantsColor(env, isTTY)).toBe(expected)
  })
})

describe('createPaint', () => {
  it('wraps text in escape sequences', () => {
    expect(createPaint(true).red('no')).toBe('\u001B[31mno\u001B[39m')
  })

  it('leaves text alone without colours', () => {
    expect(createPaint(false).red('no')).toBe('no')
  })
})
