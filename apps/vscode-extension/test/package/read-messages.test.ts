// A window in another language reads its messages from what the .vsix holds. `npm test` builds it first.

import { fileURLToPath } from 'node:url'
import { expect, test, vi } from 'vitest'

const extensionPath = fileURLToPath(new URL('../../dist/vsix', import.meta.url))
vi.mock('vscode', () => ({ extensions: { getExtension: () => ({ extensionPath }) } }))
const { readMessages } = await import('../../src/platform/read-messages.ts')

test.each([
  ['de', 'Protokoll anzeigen'],
  ['es', 'Mostrar registro'],
  ['fr', 'Afficher le journal'],
  ['ja', 'ログを表示'],
  ['pt-BR', 'Mostrar log'],
  ['zh-CN', '显示日志'],
] as const)('the messages of %s are those of that language', (language, shown) => {
  expect(readMessages(language)?.['showLog']).toEqual(shown)
})
