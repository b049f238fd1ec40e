import { expect, test } from 'vitest'
import { importCycles } from './import-cycles.ts'

test('a cycle over three folders is named file by file', () => {
  const tree = new Map([
    ['packages/core/src/a.ts', "import { b } from './http/b.ts'"],
    ['packages/core/src/http/b.ts', "export { c } from '../tasks/c.ts'"],
    ['packages/core/src/tasks/c.ts', "import '../a.ts'"],
  ])
  expect(importCycles(tree)).toEqual([
    'packages/core/src/a.ts → packages/core/src/http/b.ts → packages/core/src/tasks/c.ts → packages/core/src/a.ts',
  ])
})

test('a cycle of types counts', () => {
  const tree = new Map([
    ['a.ts', "import type { B } from './b.ts'"],
    ['b.ts', "import type { A } from './a.ts'"],
  ])
  expect(importCycles(tree)).toEqual(['a.ts → b.ts → a.ts'])
})

test('a file that imports itself is a cycle', () => {
  expect(importCycles(new Map([['a.ts', "import './a.ts'"]]))).toEqual(['a.ts → a.ts'])
})

test('two ways to the same file are not a cycle', () => {
  const tree = new Map([
    ['a.ts', "import './b.ts'\nimport './c.ts'"],
    ['b.ts', "import './d.ts'"],
    ['c.ts', "import './d.ts'"],
    ['d.ts', ''],
  ])
  expect(importCycles(tree)).toEqual([])
})
