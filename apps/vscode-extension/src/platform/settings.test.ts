import { expect, test, vi } from 'vitest'

const ofPerson = { '**/*.md': 'assets/' }
const ofWorkspace = { '**/*.md': '../../elsewhere/' }
let written: unknown = ofWorkspace
let ofLevel: unknown = ofPerson
const workspace = {
  isTrusted: true,
  getConfiguration: () => ({
    get: () => written,
    inspect: (name: string) => ({
      globalValue: name === 'uploads' || name === 'baseUrl' ? ofLevel : ofPerson,
      ...(name !== 'uploads' && { workspaceValue: ofWorkspace }),
    }),
  }),
}
vi.mock('vscode', () => ({ workspace }))

const { readSettings } = await import('./settings.ts')

test("a trusted workspace says where a document's files go", () => {
  workspace.isTrusted = true
  expect(readSettings.copyFilesDestination()).toEqual(ofWorkspace)
})

test('a destination that is not text is left out', () => {
  workspace.isTrusted = true
  written = { '**/*.md': 'assets/', '**/*.mdx': 7, '**/*.rst': null }
  expect(readSettings.copyFilesDestination()).toEqual(ofPerson)
  written = ofWorkspace
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

test.each([
  ['5', 5],
  [' 7.5 ', 7.5],
  ['5 credits', 5],
  ['.5', 0.5],
  [0, 0],
])('a limit of %j is %j', (value, limit) => {
  written = value
  expect(readSettings.limits()).toEqual({ images: limit, agentImages: limit, cost: limit })
})

test.each([
  [true, true],
  ['true', true],
  [1, true],
  [false, false],
  [undefined, false],
  [null, false],
])('a sandbox of %j is %j: what is not understood costs nothing', (value, isOn) => {
  written = value
  expect(readSettings.sandbox()).toBe(isOn)
})

test.each([
  ['ask', 'ask'],
  [undefined, 'ask'],
  ['never', 'never'],
  ['Never', 'never'],
  [false, 'never'],
])('uploads of %j are %j: what is not understood uploads nothing', (value, uploads) => {
  ofLevel = value
  expect(readSettings.uploads()).toBe(uploads)
  ofLevel = ofPerson
})

test('an address that is not text is passed on as text, for the client to refuse', () => {
  expect(readSettings.baseUrl()).toBe('{"**/*.md":"assets/"}')
})

test.each([[5], [{}], [false]])('a folder of %j counts as not set', (value) => {
  written = value
  expect([readSettings.outputDirectory(), readSettings.siteFolder()]).toEqual(['', ''])
})
