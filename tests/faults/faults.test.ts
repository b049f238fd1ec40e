import { readFile } from 'node:fs/promises'
import { faultKinds } from '@fluxkit/simulator'
import { beforeAll, expect, test } from 'vitest'
import { faultsPage } from './page.ts'
import { phraseOf } from './phrases.ts'
import { brokenPromises } from './promises.ts'
import { type Recorded, recordAll } from './record.ts'
import { allScenarios, nameOf } from './scenarios.ts'

const scenarios = allScenarios(phraseOf)
const names = scenarios.map((scenario) => nameOf(scenario))
let recorded: ReadonlyMap<string, Recorded>

// Some 400 runs of core and 90 of the terminal program.
beforeAll(async () => {
  recorded = new Map((await recordAll()).map((each) => [nameOf(each), each]))
}, 600_000)

function find(name: string): Recorded {
  const found = recorded.get(name)
  if (!found) throw new Error(`${name} was not run.`)
  return found
}

test('every fault of the simulator meets every operation that can meet it', () => {
  expect(new Set(scenarios.map(({ fault }) => fault.kind))).toEqual(new Set(Object.keys(faultKinds)))
  expect(new Set(names).size).toBe(names.length)
})

test.each(names)('%s: no submission is paid for twice, and the error is honest about it', (name) => {
  expect(brokenPromises(find(name))).toEqual([])
})

test('in a batch a task with a fault does not touch the others', () => {
  const shares = [...recorded.values()]
    .filter(({ operation, canStay, once }) => operation === 'batch' && !canStay && once.thrown)
    .map((each) => [nameOf(each), each.once.thrown?.share])
  expect(shares).toEqual([
    ['batch: task-fails', '1 of 3'],
    ['batch: task-fails code=service_unavailable', '1 of 3'],
    ['batch: bare-failure', '1 of 3'],
    ['batch: echo-failure', '1 of 3'],
    ['batch: failure-with-image', '1 of 3'],
    ['batch: failure-with-image billed=true', '1 of 3'],
    ['batch: hiccup-forever', '1 of 3'],
    ['batch: no-image', '1 of 3'],
    ['batch: never-finishes', '1 of 3'],
    ['batch: unknown-task forever=true', '1 of 3'],
  ])
})

test('docs/guides/faults.md shows what happens; `npm run docs:faults` writes it anew', async () => {
  const page = await readFile(new URL('../../docs/guides/faults.md', import.meta.url), 'utf8')
  expect(faultsPage(names.map((name) => find(name)))).toBe(page)
})
