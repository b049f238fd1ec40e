import { expect, test } from 'vitest'
import { eventually } from './eventually.ts'

test('a check is repeated until it passes', async () => {
  let tries = 0
  const check = (): string => {
    tries++
    if (tries < 4) throw new Error('not yet')
    return 'done'
  }
  expect(await eventually(check)).toBe('done')
  expect(tries).toBe(4)
})
