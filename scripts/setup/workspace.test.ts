import { mkdtempSync, rmSync, writeFileSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { packageFolders, pinnedNode, readPins, root } from './workspace.mjs'

test('the packages of a lockfile', () => {
  const lockfile = [
    "lockfileVersion: '9.0'",
    '',
    'importers:',
    '',
    '  .:',
    '    devDependencies:',
    '      a:',
    '        specifier: 1.0.0',
    '  apps/cli:',
    '    dependencies: {}',
    '',
    '  tooling: {}',
    '',
    'packages:',
    '',
    '  a@1.0.0:',
    '    engines: {}',
  ].join('\n')
  expect(packageFolders(lockfile)).toEqual(['.', 'apps/cli', 'tooling'])
  expect(packageFolders(lockfile.replaceAll('\n', '\r\n'))).toEqual(['.', 'apps/cli', 'tooling'])
})

test('the packages of our own lockfile', () => {
  const folders = packageFolders(readFileSync(join(root, 'pnpm-lock.yaml'), 'utf8'))
  expect(folders).toEqual(expect.arrayContaining(['.', 'apps/cli', 'packages/core', 'packages/simulator']))
})

test('the pinned pnpm has one version, in packageManager and as the tool that turbo calls', async () => {
  const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  expect(await readPins(root)).toEqual({ pnpm: manifest.devDependencies.pnpm, node: manifest.devDependencies.node })
})

test('a package manager that is not an exact pnpm is refused', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-pins-'))
  try {
    writeFileSync(join(folder, 'package.json'), '{ "packageManager": "yarn@4.0.0", "devDependencies": {} }')
    await expect(readPins(folder)).rejects.toThrow('packageManager must be pnpm@x.y.z, not "yarn@4.0.0"')
  } finally {
    rmSync(folder, { recursive: true })
  }
})

test('Node has another file name on Windows', () => {
  expect(pinnedNode('w', 'linux')).toBe(join('w', 'node_modules', 'node', 'bin', 'node'))
  expect(pinnedNode('w', 'win32')).toBe(join('w', 'node_modules', 'node', 'bin', 'node.exe'))
})
