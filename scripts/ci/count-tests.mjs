// Prints what failed in any lane, what passed only at the second try, and `N passed, N failed`. Fails when a test failed or
// none ran.

import { printSummary } from './print-summary.mjs'

if (!printSummary(process.argv[2] ?? '')) process.exitCode = 1
