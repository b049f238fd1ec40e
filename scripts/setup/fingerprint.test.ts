import { rmSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { installFingerprint } from './fingerprint.mjs'
import { fixtureWorkspace, put } from './fixture.ts'

let folder = ''
let before = ''
beforeEach(async () => {
  folder = fixtureWorkspace()
  before = await installFingerprint(folder)
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

test('nothing changed: the same fingerprint', async () => {
  expect(await installFingerprint(folder)).toBe(before)
})

test.each([
  ['the lockfile', 'pnpm-lock.yaml', 'importers:\n\n  .: {}\n\n  apps/cli: {}\n\npackages:\n\n  a@1.0.0: {}\n'],
  ['the settings of pnpm', 'pnpm-workspace.yaml', 'packages:\n  - apps/*\nsavePrefix: ""\n'],
  ['the settings of npm', '.npmrc', 'hoist=false\n'],
  ['a dependency of a package', 'apps/cli/package.json', '{"name":"fluxkit","dependencies":{"commander":"15.2.0"}}'],
])('%s changed: another fingerprint', async (_, path, text) => {
  put(folder, path, text)
  expect(await installFingerprint(folder)).not.toBe(before)
})

test('a script of a package changed: no new installation', async () => {
  put(folder, 'apps/cli/package.json', '{"name":"x","scripts":{"a":"b"},"dependencies":{"commander":"15.1.0"}}')
  expect(await installFingerprint(folder)).toBe(before)
})

test('node_modules of another platform do not fit', async () => {
  expect(await installFingerprint(folder, 'aix-ppc64')).not.toBe(before)
})
