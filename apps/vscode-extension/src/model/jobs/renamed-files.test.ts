import { expect, test } from 'vitest'
import { renamed, renamedFiles } from './renamed-files.ts'

const file = (index: number, uri: string) => ({ index, uri, width: 1, height: 1 })

test.each([
  ['file:///w/a.png', 'file:///w/b.png'],
  ['file:///w/img/a.png', 'file:///w/art/a.png'],
  ['file:///w/img/deep/a.png', 'file:///w/art/deep/a.png'],
  ['file:///w/imgs/a.png', 'file:///w/imgs/a.png'],
  ['file:///w/a.png.bak', 'file:///w/a.png.bak'],
])('%s is %s', (before, after) => {
  const renames = [
    { from: 'file:///w/a.png', to: 'file:///w/b.png' },
    { from: 'file:///w/img', to: 'file:///w/art' },
  ]
  expect(renamed(before, renames)).toBe(after)
})

test('of several files of a job the others stay', () => {
  const files = [file(0, 'file:///w/a.png'), file(1, 'file:///w/b.png')]
  expect(renamedFiles(files, [{ from: 'file:///w/b.png', to: 'file:///w/c.png' }])).toEqual([
    file(0, 'file:///w/a.png'),
    file(1, 'file:///w/c.png'),
  ])
})

test('files of other jobs change nothing', () => {
  expect(renamedFiles([file(0, 'file:///w/a.png')], [{ from: 'file:///w/x', to: 'file:///w/y' }])).toBeUndefined()
})
