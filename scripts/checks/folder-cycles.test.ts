import { expect, test } from 'vitest'
import { folderCycles } from './folder-cycles.ts'

const tree = (files: Record<string, string>): Map<string, string> =>
  new Map(Object.entries(files).map(([path, imported]) => [`packages/core/src/${path}`, imported]))

test.each([
  [
    'two folders that import each other through different files',
    { 'a/1.ts': "import '../b/1.ts'", 'a/2.ts': '', 'b/1.ts': '', 'b/2.ts': "import '../a/2.ts'" },
    'packages/core: 2 folders are in cycles\n  a/1.ts → b/1.ts, b/2.ts → a/2.ts',
  ],
  [
    'a cycle of types',
    { 'a/1.ts': "import type { B } from '../b/1.ts'", 'a/2.ts': '', 'b/1.ts': "export * from '../a/2.ts'" },
    'packages/core: 2 folders are in cycles\n  a/1.ts → b/1.ts, b/1.ts → a/2.ts',
  ],
  [
    'a folder and the folder it is in',
    { 'a/1.ts': "import './x/1.ts'", 'a/2.ts': '', 'a/x/1.ts': "import '../2.ts'" },
    'packages/core: 2 folders are in cycles\n  a/1.ts → a/x/1.ts, a/x/1.ts → a/2.ts',
  ],
  [
    'two folders whose inner folders lie above and below the other',
    { 'a/x/1.ts': "import '../../b/1.ts'", 'b/1.ts': "import '../a/y/1.ts'", 'a/y/1.ts': '' },
    'packages/core: 2 folders are in cycles\n  a/x/1.ts → b/1.ts, b/1.ts → a/y/1.ts',
  ],
  [
    'a folder and a file directly in src',
    { 'a/1.ts': "import '../all.ts'", 'a/2.ts': '', 'all.ts': "import './a/2.ts'" },
    'packages/core: 2 folders are in cycles\n  a/1.ts → all.ts, all.ts → a/2.ts',
  ],
  [
    'a cycle over three folders, and none of the folder above them',
    {
      'top/1.ts': "import '../a/1.ts'",
      'a/1.ts': "await import('../b/1.ts')",
      'b/1.ts': "import '../c/1.ts'",
      'c/1.ts': "import '../a/2.ts'",
      'a/2.ts': '',
    },
    'packages/core: 3 folders are in cycles\n  a/1.ts → b/1.ts, b/1.ts → c/1.ts, c/1.ts → a/2.ts',
  ],
])('%s: the check fails and names the imports', (_, files, complaint) => {
  expect(folderCycles(tree(files))).toEqual([complaint])
})

test.each([
  ['one direction', { 'a/1.ts': "import '../b/1.ts'", 'b/1.ts': "import '../c/1.ts'", 'c/1.ts': '' }],
  ['an inner folder that imports the folder it is in', { 'a/x/1.ts': "import '../1.ts'", 'a/1.ts': '' }],
  ['files of one folder', { 'a/1.ts': "import './2.ts'", 'a/2.ts': '' }],
  ['a way back through a test', { 'a/1.ts': "import '../b/1.ts'", 'b/1.ts': '', 'b/1.test.ts': "import '../a/1.ts'" }],
  [
    'a way back through fixtures',
    { 'a/1.ts': "import '../b/1.ts'", 'b/1.ts': '', 'b/fixtures/1.ts': "import '../../a/1.ts'" },
  ],
])('%s: the check passes', (_, files) => {
  expect(folderCycles(tree(files))).toEqual([])
})

test('each package counts for itself', () => {
  const core = tree({ 'a/1.ts': "import '../b/1.ts'", 'a/2.ts': '', 'b/1.ts': "import '../a/2.ts'" })
  const jobs = new Map([...core].map(([path, text]) => [path.replace('core', 'jobs'), text]))
  expect(folderCycles(new Map([...core, ...jobs]))).toEqual([
    expect.stringMatching(/^packages\/core: 2 folders /),
    expect.stringMatching(/^packages\/jobs: 2 folders /),
  ])
})
