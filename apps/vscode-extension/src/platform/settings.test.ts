import { expect, test, vi } from 'vitest'

const ofPerson = { '**/*.md': 'assets/' }
const ofWorkspace = { '**/*.md': '../../elsewhere/' }
const workspace = {
  isTrusted: true,
  getConfiguration: () => ({
    get: () => ofWorkspace,
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
