import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { nodeComplaint } from './node-version.ts'

describe('nodeComplaint', () => {
  it.each(['18.20.8', '20.17.0', '0.12.18', 'unknown'])('refuses Node %s in one sentence', (version) => {
    expect(nodeComplaint(version)).toBe(`Fluxkit needs Node.js 20.18 or newer; this is ${version}.`)
  })

  it.each(['20.18.0', '20.20.2', '22.0.0', '26.10.0'])('accepts Node %s', (version) => {
    expect(nodeComplaint(version)).toBeUndefined()
  })

  it('requires what package.json requires', () => {
    const manifest = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as {
      engines: { node: string }
    }
    expect(manifest.engines.node).toBe('>=20.18')
  })
})
