// Every lane of tests, in parallel where one of them waits: `npm run test:all`, `npm run test:all -- --only fast,slow`.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { countReports } from '../ci/test-report.mjs'
import { laneNames, rounds } from './lanes.mjs'
import { runLane } from './run-lane.mjs'

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
        if (chosen.has(lane.name) && !stop.signal.aborted) results.push(await runWithTries(lane))
      }
    }),
  )
}

/** @param {import('./lanes.mjs').Lane} lane */
async function runWithTries(lane) {
  let result = await runLane(lane, reports, stop.signal)
  for (let tries = 1; !result.passed && tries < (lane.tries ?? 1) && !stop.signal.aborted; tries++) {
    result = await runLane(lane, reports, stop.signal)
  }
  return result
}

for (const { name, passed, seconds } of results) {
  console.log(`${name.padEnd(8)} ${passed ? 'passed' : 'FAILED'} after ${seconds} s`)
}
const { passed, failed } = countReports(reports)
console.log(`${passed} passed, ${failed} failed`)
if (given === undefined) rmSync(reports, { recursive: true, force: true })
if (failed > 0 || passed === 0 || results.some((result) => !result.passed)) process.exitCode = 1
