import { expect, test, vi } from 'vitest'
import type * as vscode from 'vscode'

vi.mock('vscode', () => ({ commands: { executeCommand: async () => undefined } }))

const { createReplacements } = await import('./replacements.ts')
const fox = { path: '/fox.png', fsPath: '/fox.png', toString: () => 'file:///fox.png' } as vscode.Uri

test('a replacement is taken back once', async () => {
  const replacements = createReplacements()
  const undo = vi.fn<() => Promise<void>>(async () => undefined)
  await replacements.keep(fox, undo)
  await Promise.all([replacements.undo(fox), replacements.undo(fox)])
  expect(undo).toHaveBeenCalledTimes(1)
})

test('an original that could not be written back is not given up', async () => {
  const replacements = createReplacements()
  const undo = vi.fn<() => Promise<void>>(async () => undefined)
  undo.mockRejectedValueOnce(new Error('ENOSPC'))
  await replacements.keep(fox, undo)
  await expect(replacements.undo(fox)).rejects.toThrow('ENOSPC')
  expect(await replacements.undo(fox)).toBe(fox)
  expect(undo).toHaveBeenCalledTimes(2)
})
