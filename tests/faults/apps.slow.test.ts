import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { appsPage, messagesSnapshot } from './apps-page.ts'
import { hosts } from './hosts/index.ts'
import { allFaults, caseName, type MatrixCase, runHosts } from './matrix.ts'

const names = hosts.flatMap((host) =>
  allFaults()
    .filter(({ fault }) => host.meets(fault))
    .map(({ fault }) => caseName(host.name, fault)),
)
let cases: ReadonlyMap<string, MatrixCase>

// Some 150 runs of each app.
beforeAll(async () => {
  const ran = await runHosts(hosts, allFaults())
  cases = new Map(ran.map((each) => [caseName(each.host, each.fault), each]))
}, 1_800_000)

test.each(names)('%s: nothing that is paid is lost, denied or paid again', (name) => {
  expect(cases.get(name)?.broken).toEqual([])
})

test('the guide and the messages show what happens; `npm run docs:faults` regenerates them', async () => {
  const path = (fromRoot: string): string => fileURLToPath(new URL(`../../${fromRoot}`, import.meta.url))
  await expect(appsPage([...cases.values()])).toMatchFileSnapshot(path('docs/guides/faults-in-apps.md'))
  await expect(messagesSnapshot([...cases.values()])).toMatchFileSnapshot(path('tests/faults/app-messages.txt'))
})
