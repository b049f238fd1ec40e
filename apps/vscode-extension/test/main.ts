// `npm run test:host`: the extension in a real VS Code. First the suite inside the extension host, then the flows of a
// user on the packaged .vsix. `--only host`, `--only fork` or `--only flows` runs one of them; FLUXKIT_TEST_GREP and `--flow`
// choose tests by their titles; `--theme` is the colour theme that screenshots are made with.

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inspect, parseArgs } from 'node:util'
import { runFlows } from './flows/run-flows.ts'
import { runInHost, type SuiteResult } from './host/in-host-run.ts'
import { installHost } from './host/installed.ts'

const { values } = parseArgs({
  options: { only: { type: 'string' }, flow: { type: 'string' }, theme: { type: 'string' } },
})

const print = (text: string): void => void process.stdout.write(`${text}\n`)

const host = await installHost()
const folder = await mkdtemp(join(tmpdir(), 'fluxkit-host-'))
const results: ({ readonly name: string } & SuiteResult)[] = []

async function timed(name: string, run: () => Promise<SuiteResult>): Promise<void> {
  const startedMs = Date.now()
  const result = await run().catch((error: unknown) => ({
    passed: 0,
    failed: [{ title: 'The run', error: inspect(error) }],
  }))
  results.push({ name, ...result })
  print(`${name}: ${Math.round((Date.now() - startedMs) / 1000)} s`)
}

function flows(): Promise<SuiteResult> {
  return runFlows(host, join(folder, 'b'), { only: values.flow, theme: values.theme })
}

/** In the form of vitest's JSON report, for `npm run test:all`. */
function vitestReport(suites: typeof results): unknown {
  const testResults = suites.map(({ name, passed: count, failed: failures }) => ({
    name,
    status: failures.length > 0 ? 'failed' : 'passed',
    assertionResults: [
      ...Array.from({ length: count }, (_, index) => ({ fullName: `passed ${index + 1}`, status: 'passed' })),
      ...failures.map(({ title }) => ({ fullName: title, status: 'failed' })),
    ],
  }))
  return { success: testResults.every(({ status }) => status === 'passed'), testResults }
}

try {
  for (const name of ['a', 'b', 'c']) await mkdir(join(folder, name))
  // One after the other: four windows at once on two cores made flows miss their time.
  const isWanted = (name: string): boolean => values.only === undefined || values.only === name
  if (isWanted('host')) await timed('Suite in the extension host', () => runInHost(host, join(folder, 'a'), 'vscode'))
  if (isWanted('fork')) await timed('An editor without newer APIs', () => runInHost(host, join(folder, 'c'), 'fork'))
  if (isWanted('flows')) await timed('Flows on the packaged extension', flows)
} finally {
  if (process.env['FLUXKIT_KEEP'] === '1') print(`Kept: ${folder}`)
  else await rm(folder, { recursive: true, force: true })
}

if (process.env['FLUXKIT_VERBOSE'] === '1') for (const { durations = [] } of results) print(durations.join('\n'))
for (const { name, failed } of results) {
  for (const { title, error } of failed) print(`FAILED ${name}: ${title}\n${error}\n`)
}
const report = process.env['FLUXKIT_TEST_REPORT']
if (report !== undefined) await writeFile(report, JSON.stringify(vitestReport(results)))
const passed = results.reduce((sum, each) => sum + each.passed, 0)
const failed = results.reduce((sum, each) => sum + each.failed.length, 0)
print(`${passed} passed, ${failed} failed`)
if (failed > 0 || passed === 0) process.exitCode = 1
