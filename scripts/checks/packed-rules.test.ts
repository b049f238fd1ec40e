import { expect, test } from 'vitest'
import { packedComplaints } from './packed-rules.ts'

const documents = ['LICENSE', 'README.md', 'CHANGELOG.md']

test('a package that works outside of the workspace has no complaints', () => {
  const manifest = '{ "dependencies": { "zod": "4.6.7" }, "exports": { ".": { "types": "./dist/index.d.ts" } } }'
  expect(packedComplaints([...documents, 'package.json', 'dist/index.js'], manifest)).toEqual([])
})

test('protocols of the workspace are left over', () => {
  const manifest = '{ "dependencies": { "@fluxkit/core": "workspace:*", "zod": "catalog:" } }'
  expect(packedComplaints(documents, manifest)).toEqual([
    '@fluxkit/core is asked for as workspace:*, which only works here',
    'zod is asked for as catalog:, which only works here',
  ])
})

test('the condition for our own sources is left over', () => {
  expect(packedComplaints(documents, '{ "exports": { ".": { "source": "./src/index.ts" } } }')).toEqual([
    'exports has the `source` condition: src is not published',
  ])
})

test('sources, tests and settings are packed by mistake', () => {
  expect(packedComplaints([...documents, 'src/index.ts', 'dist/a.test.js', '.env'], '{}')).toEqual([
    'src/index.ts does not belong into the tarball',
    'dist/a.test.js does not belong into the tarball',
    '.env does not belong into the tarball',
  ])
})

test('licence and documents are missing', () => {
  expect(packedComplaints(['dist/index.js'], '{}')).toEqual([
    'LICENSE is missing in the tarball',
    'README.md is missing in the tarball',
    'CHANGELOG.md is missing in the tarball',
  ])
})
