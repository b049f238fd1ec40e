import { expect, test } from 'vitest'
import { findHostNode } from './host-node.mjs'

const host = { folder: '/w', exists: () => true, real: (path: string): string => path }
const pinned = '/w/node_modules/.pnpm/node@24.21.0/node_modules/node/bin/node'

test('a process of the machine’s own Node keeps it', () => {
  expect(findHostNode({ ...host, env: { PATH: '/other' }, execPath: '/usr/bin/node' })).toBe('/usr/bin/node')
})

test('from inside the checkout, the Node that runs npm is taken', () => {
  const env = { npm_node_execpath: '/opt/node/bin/node', PATH: '/w/node_modules/.bin:/usr/bin' }
  expect(findHostNode({ ...host, env, execPath: pinned })).toBe('/opt/node/bin/node')
})

test.skipIf(process.platform === 'win32')('npm runs on the pinned Node too: the PATH has another', () => {
  const env = { npm_node_execpath: pinned, PATH: '/w/node_modules/node/bin:/elsewhere/node_modules/.bin:/usr/bin' }
  expect(findHostNode({ ...host, env, execPath: pinned })).toBe('/usr/bin/node')
})

test('a link that leads into the checkout is not a way out', () => {
  const real = (path: string): string => (path === '/usr/bin/node' ? '/w/runtime/node' : path)
  expect(findHostNode({ ...host, real, env: { PATH: '/usr/bin' }, execPath: pinned })).toBeUndefined()
})

test('a Node that does not exist does not help', () => {
  expect(findHostNode({ ...host, exists: () => false, env: { PATH: '/usr/bin' }, execPath: pinned })).toBeUndefined()
})
