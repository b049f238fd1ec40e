import { fileURLToPath } from 'node:url'
import { beforeAll, expect, test } from 'vitest'
import { appsPage, messagesSnapshot } from './apps-page.ts'
import { extensionPage, type ExtensionRow } from './extension-page.ts'
import { brokenByRun } from './host-promises.ts'
import { runExtension } from './hosts/extension.ts'
import { situations } from './hosts/extension-situations.ts'
import { hosts } from './hosts/index.ts'
import { allFaults, caseName, type MatrixCase, runHosts } from './matrix.ts'
import { faultName } from './scenarios.ts'

const names = hosts.flatMap((host) =>
  allFaults()
    .filter(({ fault }) => host.meets(fault))
    .map(({ fault }) => caseName(host.name, fault)),
)
let cases: ReadonlyMap<string, MatrixCase>
let ownRows: ReadonlyMap<string, ExtensionRow>

// Some 150 runs of each app, and those of the extension's own situations.
beforeAll(async () => {
  const rows: ExtensionRow[] = []
  for (const situation of situations) rows.push({ ...situation, run: await runExtension(situation) })
  ownRows = new Map(rows.map((row) => [row.id, row]))
  const ran = await runHosts(hosts, allFaults())
  cases = new Map(ran.map((each) => [caseName(each.host, each.fault), each]))
}, 1_800_000)

test.each(names)('%s: nothing that is paid is lost, denied or paid again', (name) => {
  expect(cases.get(name)?.broken).toEqual([])
})

test.each(situations)('extension: $id: nothing that is paid is lost, denied or paid again', ({ id }) => {
  const { run } = ownRows.get(id) ?? {}
  if (run === undefined) throw new Error(`${id} was not run.`)
  expect(brokenByRun(run)).toEqual([])
})

test.each(situations.filter(({ fault }) => fault))(
  'extension: $id: a fault that passes is only waited for',
  ({ id }) => {
    expect(ownRows.get(id)?.run).toMatchObject({ isDelivered: true, personReads: '' })
  },
)

test('the guide and the messages show what happens; `npm run docs:faults` regenerates them', async () => {
  const path = (fromRoot: string): string => fileURLToPath(new URL(`../../${fromRoot}`, import.meta.url))
  await expect(appsPage([...cases.values()])).toMatchFileSnapshot(path('docs/guides/faults-in-apps.md'))
  await expect(messagesSnapshot([...cases.values()])).toMatchFileSnapshot(path('tests/faults/app-messages.txt'))
  const extensionCases = [...cases.values()].filter(({ host }) => host === 'extension')
  const rows = extensionCases.map(({ fault, phrase, run }) => ({ id: faultName(fault), phrase, run }))
  await expect(extensionPage(rows, [...ownRows.values()])).toMatchFileSnapshot(path('docs/guides/vscode-faults.md'))
})
