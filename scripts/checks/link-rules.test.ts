import { expect, test } from 'vitest'
import { type LinkFacts, linkComplaints } from './link-rules.ts'

const files: Readonly<Record<string, string>> = {
  'docs/guide.md': '# Guide\n\n## What `run` does, and why\n\n## Twice\n\n## Twice\n',
  'docs/my file.md': '',
  'packages/core/README.md': '',
}
const facts: LinkFacts = {
  home: { owner: 'our-team', name: 'fluxkit' },
  exists: (path) => path in files || Object.keys(files).some((file) => file.startsWith(`${path}/`)),
  read: (path) => files[path] ?? '',
  onNpm: ['packages/core'],
}
// In pieces: the check of metadata would take it for an address of this project.
const inside = ['https://github.com', 'our-team', 'fluxkit'].join('/')

test.each([
  ['[a](docs/guide.md)', []],
  ['[a](docs/) and ![b](docs/my%20file.md "title")', []],
  ['text\n\n[a](docs/gone.md)', ['3: docs/gone.md leads nowhere']],
  ['[a](docs/guide.md#what-run-does-and-why) [b](docs/guide.md#twice-1)', []],
  ['[a](docs/guide.md#twice-2)', ['1: docs/guide.md#twice-2: there is no such heading']],
  [`[a](${inside}/blob/main/docs/guide.md) [b](${inside}/issues)`, []],
  [`[a](${inside}/tree/main/apps)`, [`1: ${inside}/tree/main/apps leads nowhere`]],
  ['[a](https://example.com/gone) <https://example.com>', []],
  ['`[a](gone.md)`\n\n```md\n[b](gone.md)\n```\n\n[c](lost.md)', ['7: lost.md leads nowhere']],
])('of %j those that lead nowhere are reported', (text, complaints) => {
  expect(linkComplaints({ path: 'README.md', text }, facts)).toEqual(complaints)
})

test('a link counts from the folder of its file', () => {
  expect(linkComplaints({ path: 'docs/other.md', text: '[a](guide.md) [b](../docs/guide.md)' }, facts)).toEqual([])
  expect(linkComplaints({ path: 'docs/other.md', text: '[a](docs/guide.md)' }, facts)).toEqual([
    '1: docs/guide.md leads nowhere',
  ])
})

test('a README on npm has whole addresses only, and may point into itself', () => {
  const text = `# Core\n\n[a](#core) [b](../../docs/guide.md) ![c](${inside}/raw/main/docs/guide.md)`
  const read = (): string => text
  expect(linkComplaints({ path: 'packages/core/README.md', text }, { ...facts, read })).toEqual([
    '3: ../../docs/guide.md leads nowhere on npm; write the whole address',
  ])
})
