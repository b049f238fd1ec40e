import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { secondTries } from '../ci/print-summary.mjs'
import { countTests, readReports } from '../ci/test-report.mjs'
import { runLaneTwice } from './run-lane.mjs'

let folder: string
let reports: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'fluxkit-lane-'))
  reports = mkdtempSync(join(tmpdir(), 'fluxkit-reports-'))
  vi.spyOn(console, 'log').mockReturnValue()
  vi.spyOn(process.stdout, 'write').mockReturnValue(true)
})
afterEach(() => {
  rmSync(folder, { recursive: true })
  rmSync(reports, { recursive: true })
  vi.restoreAllMocks()
})

/**
 * A lane of two files, of which `owl.test.ts` fails until its last run.
 * @param failures how often
 * @returns the arguments of each run after it
 */
async function runOwl(failures: number, options: { readonly whole?: boolean } = {}) {
  const script = join(folder, 'lane.cjs')
  const calls = join(folder, 'calls.jsonl')
  writeFileSync(
    script,
    `const { appendFileSync, readFileSync, writeFileSync } = require('node:fs')
    const files = process.argv.slice(2)
    appendFileSync(${JSON.stringify(calls)}, JSON.stringify(files) + '\\n')
    const runs = readFileSync(${JSON.stringify(calls)}, 'utf8').trim().split('\\n').length
    const result = (name, status) => ({ name, status, assertionResults: [{ fullName: 'flies', status, failureMessages: ['too dark'] }] })
    const owl = result('owl.test.ts', runs <= ${failures} ? 'failed' : 'passed')
    const all = files.length === 0 ? [owl, result('fox.test.ts', 'passed')] : [owl]
    const success = owl.status === 'passed'
    writeFileSync(process.env.FLUXKIT_TEST_REPORT, JSON.stringify({ success, testResults: all }))
    process.exitCode = success ? 0 : 1`,
  )
  const lane = { name: 'birds', args: [script], ...options }
  const { passed } = await runLaneTwice(lane, reports, new AbortController().signal)
  const runs = readFileSync(calls, 'utf8').trim().split('\n')
  return { passed, runs: runs.map((line) => JSON.parse(line) as unknown), count: countTests(readReports(reports)) }
}

test('a lane that passes runs once', async () => {
  expect(await runOwl(0)).toEqual({ passed: true, runs: [[]], count: { passed: 2, failed: 0 } })
})

test('a file that failed runs again, and its second outcome counts', async () => {
  expect(await runOwl(1)).toEqual({ passed: true, runs: [[], ['owl.test.ts']], count: { passed: 2, failed: 0 } })
})

test('what needed a second try is saved with its reason', async () => {
  await runOwl(1)
  expect(readFileSync(join(reports, secondTries), 'utf8')).toBe('owl.test.ts: flies\n    too dark\n')
})

test('what fails twice has failed', async () => {
  expect(await runOwl(2)).toEqual({ passed: false, runs: [[], ['owl.test.ts']], count: { passed: 1, failed: 1 } })
})

test('a lane that takes no files runs whole a second time', async () => {
  expect(await runOwl(1, { whole: true })).toEqual({ passed: true, runs: [[], []], count: { passed: 2, failed: 0 } })
})
