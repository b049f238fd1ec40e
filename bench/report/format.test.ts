import { expect, test } from 'vitest'
import { number, ratio, table } from './format.ts'

test('numbers keep three digits that count', () => {
  expect([1234.5, 123.45, 12.345, 1.2345, 0, NaN].map(number)).toEqual(['1,235', '123', '12.3', '1.23', '0', '–'])
  expect(ratio(1.239)).toBe('1.24×')
})

test('a table aligns text to the left and numbers to the right', () => {
  expect(
    table(
      ['client', 'ms'],
      [
        ['core', 1],
        ['openai', 1_200],
      ],
    ),
  ).toBe(['| client |    ms |', '| ------ | ----: |', '| core   |     1 |', '| openai | 1,200 |'].join('\n'))
})
