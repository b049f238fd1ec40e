import { expect, test } from 'vitest'
import { countTests } from './test-report.mjs'

const passing = { status: 'passed', assertionResults: [{ status: 'passed' }, { status: 'passed' }] }

test('tests are counted', () => {
  const report = { success: true, numPassedTests: 2, numFailedTests: 0, testResults: [passing] }
  expect(countTests(JSON.stringify(report))).toEqual({ passed: 2, failed: 0 })
})

test('a file that cannot be imported is a failure, though no test of it failed', () => {
  const broken = { status: 'failed', assertionResults: [] }
  const report = { success: false, numPassedTests: 2, numFailedTests: 0, testResults: [passing, broken] }
  expect(countTests(JSON.stringify(report))).toEqual({ passed: 2, failed: 1 })
})

test('a failed test is counted once, not again for its file', () => {
  const failing = { status: 'failed', assertionResults: [{ status: 'failed' }, { status: 'passed' }] }
  const report = { success: false, numPassedTests: 3, numFailedTests: 1, testResults: [passing, failing] }
  expect(countTests(JSON.stringify(report))).toEqual({ passed: 3, failed: 1 })
})

test('a run that failed outside of any test is a failure', () => {
  const report = { success: false, numPassedTests: 2, numFailedTests: 0, testResults: [passing] }
  expect(countTests(JSON.stringify(report))).toEqual({ passed: 2, failed: 1 })
})

test('no report means that nothing passed', () => {
  expect(countTests('')).toEqual({ passed: 0, failed: 0 })
})
