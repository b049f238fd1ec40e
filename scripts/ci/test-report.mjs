import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A report of one lane, in the format of vitest's JSON reporter.
 *
 * @typedef {object} Report
 * @property {boolean} success
 * @property {{ name: string, status: string, assertionResults: { fullName: string, status: string }[] }[]} testResults
 */

/**
 * Counts the tests of all reports in a folder, `*.json`.
 *
 * @param {string} folder
 * @returns {{ passed: number, failed: number }}
 */
export function countReports(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return countTests(names.map((name) => /** @type {Report} */ (JSON.parse(readFileSync(join(folder, name), 'utf8')))))
}

/**
 * Counts the tests of several reports. A test that ran in two lanes counts once, and has failed if it failed in one. A
 * file that fails without a failing test (it doesn't import, a hook throws) counts as one failure; so does anything else
 * that made vitest call a run a failure.
 *
 * @param {readonly Report[]} reports
 * @returns {{ passed: number, failed: number }}
 */
export function countTests(reports) {
  /** @type {Map<string, boolean>} Whether each of them passed, everywhere. */
  const outcomes = new Map()
  /** @param {string} key @param {boolean} passed */
  const add = (key, passed) => outcomes.set(key, passed && (outcomes.get(key) ?? true))

  for (const report of reports) {
    for (const file of report.testResults) {
      for (const [key, status] of keyedTests(file)) if (status !== 'skipped') add(key, status === 'passed')
      if (file.status === 'failed' && !file.assertionResults.some(isFailed)) add(file.name, false)
    }
    if (!report.success && !report.testResults.some(isFailed)) add('outside of any test', false)
  }
  const all = [...outcomes.values()]
  const passed = all.filter(Boolean).length
  return { passed, failed: all.length - passed }
}

/** @param {{ status: string }} result */
function isFailed({ status }) {
  return status === 'failed'
}

/**
 * @param {Report['testResults'][number]} file
 * @returns {[key: string, status: string][]}
 */
function keyedTests({ name, assertionResults }) {
  /** @type {Map<string, number>} Two tests of a file may have the same name. */
  const counts = new Map()
  return assertionResults.map(({ fullName, status }) => {
    const count = counts.get(fullName) ?? 0
    counts.set(fullName, count + 1)
    return [JSON.stringify([name, fullName, count]), status]
  })
}
