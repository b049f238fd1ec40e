import { describe, expect, it } from 'vitest'
import { formatTable } from './table.ts'

describe('formatTable', () => {
  it('aligns columns and leaves no blanks at line ends', () => {
    expect(
      formatTable([
        ['model', 'size'],
        ['flux-dev', ''],
        ['a', '16:9'],
      ]),
    ).toBe('model     size\nflux-dev\na         16:9\n')
  })

  it('counts wide characters as two and colours as none', () => {
    expect(
      formatTable([
        ['猫', 'x'],
        ['\u001B[31mab\u001B[39m', 'y'],
        ['abc', 'z'],
      ]),
    ).toBe('猫   x\n\u001B[31mab\u001B[39m   y\nabc  z\n')
  })

  it('is empty for no rows', () => {
    expect(formatTable([])).toBe('')
  })
})
