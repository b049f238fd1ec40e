import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { countTests, describeFailures, readReports } from './test-report.mjs'

/** In the folder of the reports: what failed at the first try of a lane and passed at the second. */
export const secondTries = 'second-tries.txt'

/**
 * Prints the outcome of all lanes, the count last.
 *
 * @param {string} folder The reports.
 * @returns {boolean} Whether tests ran and all passed.
 */
export function printSummary(folder) {
  const reports = readReports(folder)
  const failures = describeFailures(reports)
  const flaky = join(folder, secondTries)
  if (existsSync(flaky)) console.log(`Passed only at the second try:\n${readFileSync(flaky, 'utf8')}`)
  if (failures.length > 0) console.log(`Failed:\n${failures.join('\n')}\n`)
  const { passed, failed } = countTests(reports)
  console.log(`${passed} passed, ${failed} failed`)
  return failed === 0 && passed > 0
}
