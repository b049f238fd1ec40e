import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findNpx } from './npx.mjs'

const only =
  (path: string) =>
  (candidate: string): boolean =>
    candidate === path
const execPath = join('/', 'usr', 'bin', 'node')

test('npm says where it lies', () => {
  const env = { npm_execpath: join('/', 'npm', 'bin', 'npm-cli.js') }
  const script = join('/', 'npm', 'bin', 'npx-cli.js')
  expect(findNpx({ env, execPath, exists: only(script) })).toEqual({ command: execPath, args: [script] })
})

test('another package manager started us: npm lies beside Node', () => {
  const env = { npm_execpath: join('/', 'pnpm', 'bin', 'pnpm.cjs') }
  const script = join('/', 'usr', 'lib', 'node_modules', 'npm', 'bin', 'npx-cli.js')
  expect(findNpx({ env, execPath, exists: only(script) })).toEqual({ command: execPath, args: [script] })
})

test('Windows keeps npm in the folder of Node', () => {
  const script = join('/', 'usr', 'bin', 'node_modules', 'npm', 'bin', 'npx-cli.js')
  expect(findNpx({ env: {}, execPath, exists: only(script) })).toEqual({ command: execPath, args: [script] })
})

test('found nowhere, npx from the PATH has to do', () => {
  expect(findNpx({ env: {}, execPath, exists: () => false })).toEqual({ command: 'npx', args: [] })
})
