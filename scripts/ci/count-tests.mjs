// Prints `N passed, N failed` from the reports of all lanes, and fails when a test failed or none ran.

import { countReports } from './test-report.mjs'

const { passed, failed } = countReports(process.argv[2] ?? '')
process.stdout.write(`${passed} passed, ${failed} failed\n`)
if (failed > 0 || passed === 0) process.exitCode = 1
