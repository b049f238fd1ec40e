import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { root } from '../setup/workspace.mjs'

/** Files that the guide names, in whole or by the end of their path. */
const guide = readFileSync(join(root, 'docs/guides/common-changes.md'), 'utf8')
const named = [...guide.matchAll(/`([\w./-]+\.(?:ts|json|md))`/g)].map(([, path = '']) => path)

test('the guide to common changes names files that exist', () => {
  const missing = named.filter((path) => {
    const patterns = [
      path,
      `{apps,packages}/*/${path}`,
      `{apps,packages}/*/src/${path}`,
      `{apps,packages}/*/src/*/${path}`,
    ]
    const deep = `{apps,packages}/*/src/*/*/${path}`
    return globSync([...patterns, deep, `{apps,packages}/${path}`], { cwd: root }).length === 0
  })
  expect(named.length).toBeGreaterThan(30)
  expect(missing).toEqual([])
})
