import { expect, test } from 'vitest'
import { isReservedFileName } from './reserved-file-name.ts'

test.each(['con', 'CON', 'nul.png', 'Aux.tar.gz', 'com1', 'LPT9.txt', 'com¹', 'conin$', 'CONOUT$.log', 'con .png'])(
  'Windows reserves %j',
  (name) => {
    expect(isReservedFileName(name)).toBe(true)
  },
)

test.each(['', '.', 'console', 'icon', 'com', 'com10', 'nul-1.png', '_con', 'a.con', 'конь'])(
  'Windows doesn’t reserve %j',
  (name) => {
    expect(isReservedFileName(name)).toBe(false)
  },
)
