import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, closeSync, existsSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { secondTries } from '../ci/print-summary.mjs'
import { describeFailures, failedFiles, withSecondTry } from '../ci/test-report.mjs'
import { pinnedNode, root } from '../setup/workspace.mjs'

/** @typedef {{ name: string, passed: boolean, seconds: number }} LaneResult */

/**
 * Runs a lane; if it fails, its failed files again. A test that passes then passes, but stands at the end of the output
 * as one that needed a second try: among thousands of tests on a busy machine one may fail that has nothing to do with the
 * change, and a fault fails twice.
 *
 * @param {import('./lanes.mjs').Lane} lane
 * @param {string} reports The folder for vitest's report and the output.
 * @param {AbortSignal} signal
 * @returns {Promise<LaneResult>}
 */
export async function runLaneTwice(lane, reports, signal) {
  const result = await runLane(lane, reports, signal)
  if (result.passed || signal.aborted) return result
  const reportFile = join(reports, `${lane.name}.json`)
  const first = readReport(reportFile)
  const files = first === undefined || lane.whole === true ? [] : failedFiles(first)
  if (files.length > maxFilesAgain) return result

  console.log(`--- ${lane.name}: once more${files.map((file) => `\n    ${file}`).join('')}`)
  rmSync(reportFile, { force: true })
  const again = await runLane({ ...lane, args: [...lane.args, ...files] }, reports, signal)
  const second = readReport(reportFile)
  if (first !== undefined) {
    writeFileSync(reportFile, JSON.stringify(second === undefined ? first : withSecondTry(first, second)))
    if (again.passed) appendFileSync(join(reports, secondTries), `${describeFailures([first]).join('\n')}\n`)
  }
  return { ...again, seconds: result.seconds + again.seconds }
}

/** More than these don't fail by chance. */
const maxFilesAgain = 5

/** @param {string} file @returns {import('../ci/test-report.mjs').Report | undefined} */
function readReport(file) {
  if (!existsSync(file)) return undefined
  return /** @type {import('../ci/test-report.mjs').Report} */ (JSON.parse(readFileSync(file, 'utf8')))
}

/**
 * Runs a lane. Its output appears when it has ended: lanes that run at the same time would mix theirs.
 *
 * @param {import('./lanes.mjs').Lane} lane
 * @param {string} reports The folder for vitest's report and the output.
 * @param {AbortSignal} signal
 * @returns {Promise<LaneResult>}
 */
async function runLane({ name, args, env }, reports, signal) {
  const startedMs = performance.now()
  const output = join(reports, `${name}.log`)
  const log = openSync(output, 'w')
  console.log(`--- ${name}: started`)
  const child = spawn(pinnedNode(root), args, {
    cwd: root,
    env: { ...process.env, ...env, FLUXKIT_TEST_REPORT: join(reports, `${name}.json`) },
    stdio: ['ignore', log, log],
    // Its own group: what the lane has started ends with it.
    detached: true,
  })
  const end = () => process.kill(-Number(child.pid), 'SIGTERM')
  signal.addEventListener('abort', end)
  const [code] = await once(child, 'close')
  signal.removeEventListener('abort', end)
  const passed = code === 0
  closeSync(log)
  process.stdout.write(readFileSync(output))
  const seconds = Math.round((performance.now() - startedMs) / 1000)
  console.log(`--- ${name}: ${passed ? 'passed' : 'FAILED'} after ${seconds} s\n`)
  return { name, passed, seconds }
}
