import { expect, test, vi } from 'vitest'
import type * as vscode from 'vscode'

const folder = { uri: uri('/ws') }

function uri(path: string): vscode.Uri {
  return { path, with: (change: { path: string }) => uri(change.path) } as unknown as vscode.Uri
}

vi.mock('vscode', () => ({
  workspace: {
    getWorkspaceFolder: ({ path }: vscode.Uri) => (path.startsWith('/ws/') ? folder : undefined),
    fs: { stat: () => Promise.reject(new Error('FileNotFound')) },
  },
}))

const { findMissing } = await import('./missing.ts')

async function targets(text: string): Promise<string[]> {
  const document = { languageId: 'markdown', uri: uri('/ws/docs/guide.md'), isUntitled: false, getText: () => text }
  const missing = await findMissing(document as unknown as vscode.TextDocument)
  return missing.map(({ target }) => target.path)
}

test('an image that does not exist is missing', async () => {
  expect(await targets('![a fox](img/fox.png)')).toEqual(['/ws/docs/img/fox.png'])
})

test.each(['../../fox.png', '..%2F..%2Ffox.png', '..%5C..%5C..%5Cfox.png'])(
  'a document may not name a place outside of the workspace: %s',
  async (path) => {
    expect(await targets(`![a fox](${path})`)).toEqual([])
  },
)
