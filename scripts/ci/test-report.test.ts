import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { countReports, countTests } from './test-report.mjs'

const passing = {
  name: 'fox.test.ts',
  status: 'passed',
  assertionResults: [
    { fullName: 'runs', status: 'passed' },
    { fullName: 'sleeps', status: 'passed' },
  ],
}
const failing = {
  name: 'owl.test.ts',
  status: 'failed',
  assertionResults: [
    { fullName: 'flies', status: 'failed' },
    { fullName: 'sleeps', status: 'passed' },
  ],
}

test('tests are counted over all reports', () => {
  const reports = [
    { success: true, testResults: [passing] },
    { success: false, testResults: [failing] },
  ]
  expect(countTests(reports)).toEqual({ passed: 3, failed: 1 })
})

test('a test that ran in two lanes counts once', () => {
  const report = { success: true, testResults: [passing] }
  expect(countTests([report, report])).toEqual({ passed: 2, failed: 0 })
})

test.each([
  ['first', 0],
  ['second', 1],
])('a test that failed only in the %s of two lanes has failed', (_, index) => {
  const assertionResults = [{ fullName: 'flies', status: 'passed' }]
  const passed = { success: true, testResults: [{ name: 'owl.test.ts', status: 'passed', assertionResults }] }
  const reports = [passed, passed].with(index, { success: false, testResults: [failing] })
  expect(countTests(reports)).toEqual({ passed: 1, failed: 1 })
})

test('two tests of the same name are two', () => {
  const same = { fullName: 'flies', status: 'passed' }
  const file = { name: 'owl.test.ts', status: 'passed', assertionResults: [same, same] }
  expect(countTests([{ success: true, testResults: [file] }])).toEqual({ passed: 2, failed: 0 })
})

test('a skipped test has neither passed nor failed', () => {
  const assertionResults = [{ fullName: 'flies', status: 'skipped' }]
  const file = { name: 'owl.test.ts', status: 'passed', assertionResults }
  expect(countTests([{ success: true, testResults: [file, passing] }])).toEqual({ passed: 2, failed: 0 })
})

test('a file that cannot be imported is a failure, though no test of it failed', () => {
  const broken = { name: 'broken.test.ts', status: 'failed', assertionResults: [] }
  expect(countTests([{ success: false, testResults: [passing, broken] }])).toEqual({ passed: 2, failed: 1 })
})

test('a run that failed outside of any test is a failure', () => {
  expect(countTests([{ success: false, testResults: [passing] }])).toEqual({ passed: 2, failed: 1 })
})

test('without a report nothing has passed', () => {
  expect(countTests([])).toEqual({ passed: 0, failed: 0 })
})

test('reports are the JSON files of a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-reports-'))
  writeFileSync(join(folder, 'fast.json'), JSON.stringify({ success: true, testResults: [passing] }))
  writeFileSync(join(folder, 'fast.log'), 'Output')
  expect(countReports(folder)).toEqual({ passed: 2, failed: 0 })
  rmSync(folder, { recursive: true })
})
