// Every lane of tests, in parallel where one of them waits: `npm run test:all`, `npm run test:all -- --only fast,slow`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { printSummary } from '../ci/print-summary.mjs'
import { laneNames, rounds } from './lanes.mjs'
import { runLaneTwice } from './run-lane.mjs'

const { values } = parseArgs({ options: { only: { type: 'string', default: laneNames.join(',') } } })
const chosen = new Set(values.only.split(','))
const unknown = [...chosen].filter((name) => !laneNames.includes(name))
if (unknown.length > 0) {
  console.error(`Unknown: ${unknown.join(', ')}. Usage: npm run test:all -- --only ${laneNames.join(',')}`)
  process.exit(2)
}

const given = process.env['FLUXKIT_TEST_REPORTS']
const reports = given ?? mkdtempSync(join(tmpdir(), 'fluxkit-tests-'))
const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => stop.abort())

/** @type {import('./run-lane.mjs').LaneResult[]} */
const results = []
for (const tracks of rounds) {
  await Promise.all(
    tracks.map(async (lanes) => {
      for (const lane of lanes) {
        if (chosen.has(lane.name) && !stop.signal.aborted) results.push(await runLaneTwice(lane, reports, stop.signal))
      }
    }),
  )
}

for (const { name, passed, seconds } of results) {
  console.log(`${name.padEnd(8)} ${passed ? 'passed' : 'FAILED'} after ${seconds} s`)
}
const passed = printSummary(reports)
if (given === undefined) rmSync(reports, { recursive: true, force: true })
if (!passed || results.some((result) => !result.passed)) process.exitCode = 1
