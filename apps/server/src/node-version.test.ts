import { expect, test } from 'vitest'
import packageJson from '../package.json' with { type: 'json' }
import { nodeComplaint } from './node-version.ts'

test.each(['22.12.0', '22.19.0', '24.21.0', '26.0.0'])('Node %s is supported', (version) => {
  expect(nodeComplaint(version)).toBeUndefined()
})

test.each(['18.20.0', '20.18.1', '22.11.0', ''])('Node %j is too old, in one sentence', (version) => {
  expect(nodeComplaint(version)).toBe(`fluxkit-server needs Node.js 22.12 or newer; this is ${version}.`)
})

test('package.json says the same', () => {
  expect(packageJson.engines.node).toBe('>=22.12')
})
