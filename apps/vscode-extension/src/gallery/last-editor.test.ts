import { expect, test, vi } from 'vitest'

const shown: unknown[] = []
const window = {
  activeTextEditor: undefined,
  visibleTextEditors: [] as object[],
  onDidChangeActiveTextEditor: () => ({ dispose: () => undefined }),
  showTextDocument: async (...given: unknown[]) => void shown.push(given),
}
vi.mock('vscode', () => ({ window }))
const { followLastEditor } = await import('./last-editor.ts')

test('a text that a reload opens after the gallery is the one that a link goes to', async () => {
  const editor = followLastEditor()
  await editor.show()
  expect(shown).toEqual([])
  const document = { isClosed: false, uri: { scheme: 'file' } }
  window.visibleTextEditors = [{ document, viewColumn: 2 }]
  await editor.show()
  expect(shown).toEqual([[document, 2]])
})
