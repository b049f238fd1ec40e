// Prints the numbers and fails above the ceilings that the design sets.

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { hostFolder, measure, median } from './measure.ts'

execFileSync(process.execPath, [join(import.meta.dirname, '..', '..', 'scripts', 'package.ts')], { stdio: 'ignore' })
const { bundleBytes, vsixBytes, fluxkitMs, emptyMs, withMb, withoutMb } = await measure(hostFolder())
const addedMs = median(fluxkitMs) - median(emptyMs)

const lines: readonly [what: string, value: number, unit: string, ceiling?: number][] = [
  ['bundle loaded at start', bundleBytes / 1000, 'kB', 100],
  ['.vsix', vsixBytes / 1000, 'kB', 200],
  ['load + activate, median', median(fluxkitMs), 'ms'],
  ['the same of an empty extension', median(emptyMs), 'ms'],
  ['above the floor', addedMs, 'ms', 50],
  ['extension host, idle, with Fluxkit', withMb, 'MB'],
  ['extension host, idle, without', withoutMb, 'MB'],
]
for (const [what, value, unit, ceiling] of lines) {
  const limit = ceiling === undefined ? '' : `(ceiling ${ceiling} ${unit})`
  process.stdout.write(`${what.padEnd(38)} ${value.toFixed(1).padStart(8)} ${unit.padEnd(2)} ${limit}\n`)
  if (Number.isNaN(value) || (ceiling !== undefined && value > ceiling)) process.exitCode = 1
}
