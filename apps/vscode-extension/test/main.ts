// `npm run test:host`: the extension in a real VS Code. First the suite inside the extension host, then the flows of a
// person on the packaged .vsix. `--only host` or `--only flows` runs one of them.

import { execFileSync } from 'node:child_process'
import { mkdir, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runFlows } from './flows/run-flows.ts'
import { runInHost, type SuiteResult } from './host/in-host-run.ts'

const repository = join(import.meta.dirname, '..', '..', '..')
const { values } = parseArgs({ options: { only: { type: 'string' }, flow: { type: 'string' } } })

const print = (text: string): void => void process.stdout.write(`${text}\n`)
const script = (name: string): string =>
  execFileSync(join(repository, 'scripts', 'ci', name), {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'inherit'],
  }).trim()

script('ensure-chromium.sh')
const host = script('ensure-vscode-host.sh')
const folder = await mkdtemp(join(tmpdir(), 'fluxkit-host-'))
const results: ({ readonly name: string } & SuiteResult)[] = []

async function timed(name: string, run: () => Promise<SuiteResult>): Promise<void> {
  const startedMs = Date.now()
  results.push({ name, ...(await run()) })
  print(`${name}: ${Math.round((Date.now() - startedMs) / 1000)} s`)
}

function flows(): Promise<SuiteResult> {
  return runFlows(host, join(folder, 'b'), values.flow)
}

try {
  for (const name of ['a', 'b']) await mkdir(join(folder, name))
  // Both wait most of the time, for windows to open and for pictures.
  await Promise.all([
    values.only === 'flows'
      ? undefined
      : timed('Suite in the extension host', () => runInHost(host, join(folder, 'a'))),
    values.only === 'host' ? undefined : timed('Flows on the packaged extension', flows),
  ])
} finally {
  if (process.env['FLUXKIT_KEEP'] === '1') print(`Kept: ${folder}`)
  else await rm(folder, { recursive: true, force: true })
}

if (process.env['FLUXKIT_VERBOSE'] === '1') for (const { durations = [] } of results) print(durations.join('\n'))
for (const { name, failed } of results) {
  for (const { title, error } of failed) print(`FAILED ${name}: ${title}\n${error}\n`)
}
const passed = results.reduce((sum, each) => sum + each.passed, 0)
const failed = results.reduce((sum, each) => sum + each.failed.length, 0)
print(`${passed} passed, ${failed} failed`)
if (failed > 0 || passed === 0) process.exitCode = 1
