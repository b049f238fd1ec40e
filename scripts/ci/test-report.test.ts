import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { countTests, describeFailures, failedFiles, readReports, withSecondTry } from './test-report.mjs'

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
  expect(readReports(folder)).toEqual([{ success: true, testResults: [passing] }])
  rmSync(folder, { recursive: true })
})

test('a failed test is described by its file, its name and the first lines of the reason', () => {
  const reason = 'Expected 1\n\nReceived 2\nat a\nat b\nat c\nat d\nat e'
  const owl = {
    name: 'owl.test.ts',
    status: 'failed',
    assertionResults: [
      { fullName: 'flies', status: 'failed', failureMessages: [reason] },
      { fullName: 'sleeps', status: 'passed', failureMessages: [] },
    ],
  }
  expect(describeFailures([{ success: false, testResults: [owl, passing] }])).toEqual([
    'owl.test.ts: flies\n    Expected 1\n    Received 2\n    at a\n    at b\n    at c\n    at d',
  ])
})

test('a file that cannot be imported is described by its own message', () => {
  const broken = { name: 'broken.test.ts', status: 'failed', message: 'No such module', assertionResults: [] }
  expect(describeFailures([{ success: false, testResults: [broken] }])).toEqual(['broken.test.ts\n    No such module'])
})

test('the files to run again are those with a failure', () => {
  const broken = { name: 'broken.test.ts', status: 'failed', assertionResults: [] }
  expect(failedFiles({ success: false, testResults: [passing, failing, broken] })).toEqual([
    'owl.test.ts',
    'broken.test.ts',
  ])
})

test('after a second try its outcome counts, with what ran only at the first', () => {
  const mended = { name: 'owl.test.ts', status: 'passed', assertionResults: [{ fullName: 'flies', status: 'passed' }] }
  const merged = withSecondTry(
    { success: false, testResults: [passing, failing] },
    { success: true, testResults: [mended] },
  )
  expect(merged).toEqual({ success: true, testResults: [passing, mended] })
})

test('what fails at the second try too has failed', () => {
  const first = { success: false, testResults: [passing, failing] }
  const merged = withSecondTry(first, { success: false, testResults: [failing] })
  expect(countTests([merged])).toEqual({ passed: 3, failed: 1 })
})
