import { expect, test } from 'vitest'
import { childrenCpuMs } from './cpu-time.mjs'

test('user and system time of the children are added, in milliseconds', () => {
  const stat = '4711 (node) S 4700 4711 4700 0 -1 4194304 100 2000 0 0 55 20 1234 321 20 0 11 0 98765 1000000 5000'
  expect(childrenCpuMs(stat)).toBe(15_550)
})

test('a program may have brackets and spaces in its name', () => {
  const stat = '4711 (a (b) c) S 4700 4711 4700 0 -1 4194304 100 2000 0 0 55 20 100 10 20 0 11 0 98765 1000000 5000'
  expect(childrenCpuMs(stat)).toBe(1100)
})

test('where the system does not say, there is no time', () => {
  expect(childrenCpuMs('')).toBeUndefined()
})
