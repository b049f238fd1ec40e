import { expect, test } from 'vitest'
import { matchesGlob } from './glob.ts'

test.each([
  ['*.md', 'docs/deep/guide.md', true],
  ['docs/*.md', 'docs/guide.md', true],
  ['docs/*.md', 'docs/deep/guide.md', false],
  ['docs/**/*.{md,mdx}', 'docs/a/b/guide.mdx', true],
  ['a,b.md', 'a,b.md', true],
  ['a,b.md', 'a', false],
  ['g?ide.md', 'guide.md', true],
  ['guide.md', 'guidexmd', false],
  ['a}b.md', 'a}b.md', true],
])('%s and %s: %s', (glob, path, matches) => {
  expect(matchesGlob(glob, path)).toBe(matches)
})
