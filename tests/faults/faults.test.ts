import { fileURLToPath } from 'node:url'
import { faultKinds } from '@fluxkit/simulator'
import { beforeAll, expect, test } from 'vitest'
import { messagesPage } from './hosts-section.ts'
import { hosts } from './hosts/index.ts'
import { type MatrixCase, measureCore, runHosts } from './matrix.ts'
import type { Measured } from './measure.ts'
import { faultsPage } from './page.ts'
import { phraseOf } from './phrases.ts'
import { brokenPromises } from './promises.ts'
import { allScenarios, faultName, nameOf } from './scenarios.ts'

const scenarios = allScenarios(phraseOf)
const names = scenarios.map((scenario) => nameOf(scenario))
const faults = [...new Map(scenarios.map(({ fault }) => [faultName(fault), fault])).values()]
const hostCases = hosts.flatMap((host) =>
  faults.filter((fault) => host.meets(fault)).map((fault) => `${host.name}: ${faultName(fault)}`),
)
let measured: ReadonlyMap<string, Measured>
let cases: ReadonlyMap<string, MatrixCase>

// Some 380 runs of core, and 150 of each app.
beforeAll(async () => {
  const all = await measureCore(scenarios)
  measured = new Map(all.map((each) => [nameOf(each), each]))
  const ran = await runHosts(hosts, all)
  cases = new Map(ran.map((each) => [`${each.host}: ${faultName(each.fault)}`, each]))
}, 600_000)

function find<T>(known: ReadonlyMap<string, T>, name: string): T {
  const found = known.get(name)
  if (!found) throw new Error(`${name} was not run.`)
  return found
}

test('every fault of the simulator meets every operation that can meet it', () => {
  expect(new Set(scenarios.map(({ fault }) => fault.kind))).toEqual(new Set(Object.keys(faultKinds)))
  expect(new Set(names).size).toBe(names.length)
})

test.each(names)('%s: no submission is paid for twice, and the error is honest about it', (name) => {
  expect(brokenPromises(find(measured, name))).toEqual([])
})

test.each(hostCases)('%s: nothing that is paid is lost, denied or paid again', (name) => {
  expect(find(cases, name).broken).toEqual([])
})

test('every app meets every fault that it can meet', () => {
  expect([...cases.keys()].toSorted()).toEqual(hostCases.toSorted())
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

test('the guides show what happens; `npm run docs:faults` writes them anew', async () => {
  const guide = (name: string): string => fileURLToPath(new URL(`../../docs/guides/${name}`, import.meta.url))
  await expect(faultsPage([...measured.values()], [...cases.values()])).toMatchFileSnapshot(guide('faults.md'))
  await expect(messagesPage([...cases.values()])).toMatchFileSnapshot(guide('fault-messages.md'))
})
