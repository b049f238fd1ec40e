// `npm run bench:extension`: sizes, and what the extension adds to the start and memory of a window. Fails above the
// ceilings that the design sets; those of the sizes are held by `npm test` too, the time is measured only here.

import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { measure } from './measure.ts'
import { type Spread, spreadOf } from './spread.ts'

const { values } = parseArgs({ options: { starts: { type: 'string', default: '5' } } })
const repository = join(import.meta.dirname, '..', '..', '..', '..')
const host = execFileSync(join(repository, 'scripts', 'ci', 'ensure-vscode-host.sh'), { encoding: 'utf8' }).trim()
const print = (text: string): void => void process.stdout.write(`${text}\n`)

const { bundleBytes, firstUseBytes, vsixBytes, fluxkitMs, emptyMs, withMb, withoutMb } = await measure(
  host,
  Number(values.starts),
)
const addedMs = fluxkitMs.map((ms, start) => ms - (emptyMs[start] ?? Number.NaN))
const addedMb = withMb.map((mb, start) => mb - (withoutMb[start] ?? Number.NaN))

interface Line {
  readonly what: string
  readonly spread: Spread
  readonly unit: string
  readonly ceiling?: number
}

const size = (bytes: number): Spread => spreadOf([bytes / 1000])
const lines: readonly Line[] = [
  { what: 'bundle loaded at start', spread: size(bundleBytes), unit: 'kB', ceiling: 40 },
  { what: 'loaded by the first image', spread: size(firstUseBytes), unit: 'kB', ceiling: 240 },
  { what: '.vsix', spread: size(vsixBytes), unit: 'kB', ceiling: 220 },
  { what: 'load + activate, Fluxkit', spread: spreadOf(fluxkitMs), unit: 'ms' },
  { what: 'load + activate, empty extension: the floor', spread: spreadOf(emptyMs), unit: 'ms' },
  { what: 'above the floor, start by start', spread: spreadOf(addedMs), unit: 'ms', ceiling: 50 },
  { what: 'memory of an idle extension host, with Fluxkit', spread: spreadOf(withMb), unit: 'MB' },
  { what: 'the same without', spread: spreadOf(withoutMb), unit: 'MB' },
  { what: 'added memory, window by window', spread: spreadOf(addedMb), unit: 'MB', ceiling: 10 },
]

print(`${fluxkitMs.length} starts of a window with both extensions, in turn with as many without Fluxkit\n`)
print(`${''.padEnd(48)}${['min', 'median', 'max'].map((head) => head.padStart(9)).join('')}`)
for (const { what, spread, unit, ceiling } of lines) {
  const numbers = [spread.min, spread.median, spread.max].map((value) => value.toFixed(1).padStart(9)).join('')
  print(`${what.padEnd(48)}${numbers} ${unit}${ceiling === undefined ? '' : `  (ceiling ${ceiling} ${unit})`}`)
  // Not-a-number, for what could not be measured, is not below a ceiling either.
  if (!(spread.median <= (ceiling ?? Infinity))) process.exitCode = 1
}
