import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/**
 * A report of one lane, in the format of vitest's JSON reporter.
 *
 * @typedef {object} Report
 * @property {boolean} success
 * @property {FileResult[]} testResults
 *
 * @typedef {object} FileResult
 * @property {string} name Its path.
 * @property {string} status
 * @property {string} [message] Why the file itself failed.
 * @property {{ fullName: string, status: string, failureMessages?: string[] }[]} assertionResults
 */

/**
 * The reports of a folder, `*.json`.
 *
 * @param {string} folder
 * @returns {Report[]}
 */
export function readReports(folder) {
  const names = readdirSync(folder).filter((name) => name.endsWith('.json'))
  return names.map((name) => /** @type {Report} */ (JSON.parse(readFileSync(join(folder, name), 'utf8'))))
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

/**
 * What failed, with the first lines of the reason: the one thing to read in a long output.
 *
 * @param {readonly Report[]} reports
 * @returns {string[]}
 */
export function describeFailures(reports) {
  const files = reports.flatMap(({ testResults }) => testResults)
  return files.flatMap(({ name, status, message, assertionResults }) => {
    const failed = assertionResults.filter(isFailed)
    if (failed.length === 0) return status === 'failed' ? [described(name, message)] : []
    return failed.map(({ fullName, failureMessages }) => described(`${name}: ${fullName}`, failureMessages?.[0]))
  })
}

/** Lines of a failure's message to keep; a stack is longer. */
const maxReasonLines = 6

/** @param {string} what @param {string} [reason] */
function described(what, reason = '') {
  const lines = reason.split('\n').filter((line) => line.trim() !== '')
  return [what, ...lines.slice(0, maxReasonLines).map((line) => `    ${line}`)].join('\n')
}

/**
 * The files to run again after a run that failed. None when it failed outside of any file.
 *
 * @param {Report} report
 * @returns {string[]}
 */
export function failedFiles({ testResults }) {
  return testResults.filter((file) => isFailed(file) || file.assertionResults.some(isFailed)).map(({ name }) => name)
}

/**
 * The report of a lane whose failed files ran a second time: what they did then counts.
 *
 * @param {Report} first
 * @param {Report} second Of some of its files, or of all.
 * @returns {Report}
 */
export function withSecondTry(first, second) {
  const again = new Set(second.testResults.map(({ name }) => name))
  const kept = first.testResults.filter(({ name }) => !again.has(name))
  return { success: second.success, testResults: [...kept, ...second.testResults] }
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
