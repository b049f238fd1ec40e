/**
 * Counts the tests of a vitest report. A file that fails without a failing test (it does not import, a hook throws)
 * counts as one failure; so does anything else that made vitest call the run a failure.
 *
 * @param {string} text vitest's JSON report; empty when there is none.
 * @returns {{ passed: number, failed: number }}
 */
export function countTests(text) {
  if (text === '') return { passed: 0, failed: 0 }
  /** @type {{ success: boolean, numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: { status: string }[] }[] }} */
  const { success, numPassedTests, numFailedTests, testResults } = JSON.parse(text)
  const brokenFiles = testResults.filter(
    ({ status, assertionResults }) =>
      status === 'failed' && !assertionResults.some((assertion) => assertion.status === 'failed'),
  )
  const failed = numFailedTests + brokenFiles.length
  return { passed: numPassedTests, failed: failed === 0 && !success ? 1 : failed }
}
