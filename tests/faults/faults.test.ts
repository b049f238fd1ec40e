import { fileURLToPath } from 'node:url'
import { faultKinds } from '@fluxkit/simulator'
import { beforeAll, expect, test } from 'vitest'
import { type Measured, measure } from './measure.ts'
import { faultsPage } from './page.ts'
import { phraseOf } from './phrases.ts'
import { brokenPromises } from './promises.ts'
import { allScenarios, nameOf } from './scenarios.ts'

const scenarios = allScenarios(phraseOf)
const names = scenarios.map((scenario) => nameOf(scenario))
/** As many at a time: most of them wait, for a silence to be long enough. */
const concurrency = 4
let measured: ReadonlyMap<string, Measured>

// Some 380 runs.
beforeAll(async () => {
  const found: Measured[] = []
  const queue = scenarios.entries()
  const worker = async (): Promise<void> => {
    for (const [index, scenario] of queue) found[index] = await measure(scenario)
  }
  await Promise.all(Array.from({ length: concurrency }, worker))
  measured = new Map(found.map((each) => [nameOf(each), each]))
}, 600_000)

function find(name: string): Measured {
  const found = measured.get(name)
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
  const shares = [...measured.values()]
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

test('docs/guides/faults.md shows what happens; `npm run docs:faults` writes it again', async () => {
  const page = fileURLToPath(new URL('../../docs/guides/faults.md', import.meta.url))
  await expect(faultsPage([...measured.values()])).toMatchFileSnapshot(page)
})
