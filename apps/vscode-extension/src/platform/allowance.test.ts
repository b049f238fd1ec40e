import { expect, test, vi } from 'vitest'
import { memoryEditor } from './fixtures/memory-editor.ts'

const editor = memoryEditor()
vi.mock('vscode', () => editor.api)
const { createAllowance } = await import('./allowance.ts')
const opened = () => createAllowance(editor.uri('/storage/allowance.json'))

test('what a user allows holds in all windows and after a reload, until it is revoked', async () => {
  expect(await opened().read()).toBe(-Infinity)
  await opened().write(5_000)
  expect(await opened().read()).toBe(5_000)
  await opened().write(-Infinity)
  expect(await opened().read()).toBe(-Infinity)
})

test.each(['', '{', 'null', '{"allowedSinceMs":"5"}', '[5]'])('a damaged file, %j, allows nothing', async (text) => {
  editor.files.set('/storage/allowance.json', text)
  expect(await opened().read()).toBe(-Infinity)
})
