import { posix } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { basename, dirname, join, normalize, relative, splitName } from './posix-path.ts'

test.each([
  ['/a/b/c.png', '/a/b', 'c.png'],
  ['/c.png', '/', 'c.png'],
  ['/a/b/', '/a', 'b'],
])('%s lies in %s and is called %s', (path, folder, name) => {
  expect([dirname(path), basename(path)]).toEqual([folder, name])
})

test.each([
  ['fox.v2.png', 'fox.v2', 'png'],
  ['fox', 'fox', ''],
  ['.env', '.env', ''],
])('%s is %s and %s', (name, stem, extension) => {
  expect(splitName(name)).toEqual({ stem, extension })
})

test('.. cannot leave the root', () => {
  expect(normalize('/a/../../b/./c//d')).toBe('/b/c/d')
})

test('a file that is called like a folder above is not taken for it', () => {
  expect(relative('/a/b', '/a')).toBe('../../a')
})

const part = fc.stringMatching(/^[a-z .]{1,3}$/).filter((text) => !/^\.+$/.test(text))
const absolute = fc.array(part, { maxLength: 5 }).map((parts) => `/${parts.join('/')}`)

test('the relative path leads from the folder to the file, as Node finds it too', () => {
  fc.assert(
    fc.property(absolute, absolute, part, (folder, other, name) => {
      const file = join(other, name)
      // A file is not a folder.
      fc.pre(!`${folder}/`.startsWith(`${file}/`))
      expect(join(folder, relative(folder, file))).toBe(file)
      expect(relative(folder, file)).toBe(posix.relative(folder, file))
    }),
  )
})
