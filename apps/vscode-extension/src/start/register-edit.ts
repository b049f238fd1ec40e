import type * as vscode from 'vscode'
import { commands, laterCommands } from '../contributions.ts'
import { registerLazily } from '../platform/lazy-commands.ts'
import type { Services } from '../services.ts'

export function registerEdit(services: Services): vscode.Disposable {
  const { editImage, editImageUnderCursor, undoReplace } = commands
  const { compareEdit } = laterCommands
  return registerLazily(services.log, { editImage, editImageUnderCursor, undoReplace, compareEdit }, async () => {
    const { createEditCommands } = await import('../features/edit/edit-commands.ts')
    return createEditCommands(services)
  })
}
