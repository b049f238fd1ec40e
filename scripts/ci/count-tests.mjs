// Prints `N passed, N failed` from vitest's JSON report, and fails when a test failed or none ran.

import { readFileSync } from 'node:fs'
import { countTests } from './test-report.mjs'

let report = ''
try {
  report = readFileSync(process.argv[2] ?? '', 'utf8')
} catch {
  process.stderr.write('There is no test report: the tests did not get to their end.\n')
}
const { passed, failed } = countTests(report)
process.stdout.write(`${passed} passed, ${failed} failed\n`)
if (failed > 0 || passed === 0) process.exitCode = 1
