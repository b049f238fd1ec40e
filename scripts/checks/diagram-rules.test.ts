import { expect, test } from 'vitest'
import { diagramComplaints } from './diagram-rules.ts'

const sources = {
  'main.ts': "import './a/1.ts'",
  'a/1.ts': "import '../b/x/1.ts'",
  'b/x/1.ts': "import type { C } from '../../c/1.ts'",
  'c/1.ts': '',
  'c/1.test.ts': "import '../a/1.ts'",
}
const list = 'main.ts, a/   what starts\nb/            more\nc/            the rest\n              of it'

function complaints(files: Record<string, string>, names: string, arrows: string): string[] {
  const tree = new Map(Object.entries(files).map(([path, text]) => [`packages/core/src/${path}`, text]))
  const chapter = `# Top\n\n## Core\n\n\`\`\`\n${names}\n\`\`\`\n\n\`\`\`mermaid\nflowchart TD\n${arrows}\n\`\`\`\n\n## Jobs\n`
  return diagramComplaints(tree, chapter)
}

test.each<[string, string, Record<string, string>?]>([
  ['every import drawn as an arrow', 'main.ts --> a --> b --> c'],
  [
    'several names on one side of an arrow',
    'main.ts --> a & b\n  a --> b\n  b --> c',
    { 'main.ts': "import './a/1.ts'\nimport './b/x/1.ts'" },
  ],
  ['an import that goes down over several arrows', 'main.ts --> a --> b --> c', { 'a/2.ts': "import '../c/1.ts'" }],
  ['a file directly in src that isn’t drawn', 'a --> b --> c'],
  ['folders inside a folder, each drawn', 'a --> b/x --> c'],
])('the check passes with %s', (_, arrows, more: Record<string, string> = {}) => {
  expect(complaints({ ...sources, ...more }, list, arrows)).toEqual([])
})

test.each([
  ['an import without an arrow', 'main.ts --> a\n  b --> c', 'the diagram lacks a --> b (a/1.ts → b/x/1.ts)'],
  [
    'an import against the arrows',
    'a --> b\n  c --> b',
    'the diagram lacks b --> c (b/x/1.ts → c/1.ts)',
    'the diagram shows c --> b, but nothing imports that',
  ],
  ['an arrow without an import', 'a --> b & c\n  b --> c', 'the diagram shows a --> c, but nothing imports that'],
  ['a folder that isn’t drawn', 'a --> b', 'the diagram lacks c'],
  [
    'a folder of which one inner folder isn’t drawn',
    'a --> b/y\n  c',
    'the diagram lacks b',
    'the diagram shows b/y, which doesn’t exist',
    'the diagram shows a --> b/y, but nothing imports that',
  ],
])('the check fails with %s', (_, arrows, ...expected) => {
  expect(complaints(sources, list, arrows).toSorted()).toEqual(expected.map((each) => `Core: ${each}`).toSorted())
})

test('the check fails with a folder that isn’t listed, and with a listed name that doesn’t exist', () => {
  const names = 'app.ts, a/   what starts\nb/           more\nd/           gone'
  expect(complaints(sources, names, 'a --> b --> c')).toEqual([
    'Core: the list lacks c/',
    'Core: the list names app.ts, which doesn’t exist',
    'Core: the list names d/, which doesn’t exist',
  ])
})

test('the check fails with a package that no chapter describes', () => {
  const tree = new Map([
    ['packages/new/src/index.ts', ''],
    ['packages/jobs/src/a/1.ts', ''],
    ['tests/cli/1.ts', ''],
  ])
  expect(diagramComplaints(tree, '## Core\n')).toEqual([
    'packages/new: no chapter describes it',
    'packages/jobs: no chapter describes it',
  ])
})
