import { expect, test, vi } from 'vitest'

const ofPerson = { '**/*.md': 'assets/' }
const ofWorkspace = { '**/*.md': '../../elsewhere/' }
let written: unknown = ofWorkspace
const workspace = {
  isTrusted: true,
  getConfiguration: () => ({
    get: () => written,
    inspect: () => ({ globalValue: ofPerson, workspaceValue: ofWorkspace }),
  }),
}
vi.mock('vscode', () => ({ workspace }))

const { readSettings } = await import('./settings.ts')

test("a trusted workspace says where a document's files go", () => {
  workspace.isTrusted = true
  expect(readSettings.copyFilesDestination()).toEqual(ofWorkspace)
})

test('in a workspace that is not trusted only the user says so', () => {
  workspace.isTrusted = false
  expect(readSettings.copyFilesDestination()).toEqual(ofPerson)
})

test.each([['many'], [-5], [null], [undefined], [{}], [true], [[]]])(
  'a limit of %j is that of the default',
  (value) => {
    written = value
    expect(readSettings.limits()).toEqual({ images: 50, agentImages: 10, cost: 0 })
    expect(readSettings.keptLimits()).toEqual({ images: 100, bytes: 500_000_000, ageMs: 30 * 86_400_000 })
  },
)

test.each([[5], [{}], [false]])('a folder of %j counts as not set', (value) => {
  written = value
  expect([readSettings.outputDirectory(), readSettings.siteFolder()]).toEqual(['', ''])
})
