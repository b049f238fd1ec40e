import { expect, test } from 'vitest'
import { stemOf } from './stem-of.ts'

test.each([
  ['/ws/img/fox.png', 'fox'],
  ['img/a red fox.v2.webp', 'a red fox.v2'],
  ['fox', 'fox'],
  ['../a/füchse.jpg', 'füchse'],
])('the file of %s is named %s', (path, stem) => expect(stemOf(path)).toBe(stem))
