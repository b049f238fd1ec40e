import { readFileSync } from 'node:fs'
import { models } from '@fluxkit/core'
import { expect, test } from 'vitest'

test('the README lists every model, and says which of them edit', () => {
  const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8')
  const rows = [...readme.matchAll(/^\| `(flux-[^`]+)` +\| yes[ ²]* +\| (yes|no) /gm)].map(([, id, edits]) => ({
    id,
    edits,
  }))
  expect(rows).toEqual(models.map(({ id, actions }) => ({ id, edits: actions.includes('edit') ? 'yes' : 'no' })))
})
