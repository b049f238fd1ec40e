import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { faultKinds } from './fault-kinds.ts'

const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
const section = readme.slice(readme.indexOf('## Faults'), readme.indexOf('## Control API'))

function plain(text: string): string {
  return text.replaceAll(/[`\\]/g, '').replaceAll(/\s+/g, ' ').trim()
}

test('the README lists every fault as it is, in order', () => {
  const rows = [...section.matchAll(/^\| `([\w-]+)` +\| ([a-z, ]+?) +\| (.+?) +\|$/gm)]
  expect(rows.map(([, kind = '', operations = '', summary = '']) => [kind, plain(operations), plain(summary)])).toEqual(
    Object.entries(faultKinds).map(([kind, info]) => [kind, info.operations.join(', '), plain(info.summary)]),
  )
})
