import type * as vscode from 'vscode'
import { commands } from '../contributions.ts'
import { registerLazily } from '../platform/lazy-commands.ts'
import type { Services } from '../services.ts'

export function registerGenerate(services: Services): vscode.Disposable {
  const { generateImage, generateFromSelection, generateAgain } = commands
  return registerLazily(services.log, { generateImage, generateFromSelection, generateAgain }, async () => {
    const { createGenerateCommands } = await import('../features/generate/generate-commands.ts')
    return createGenerateCommands(services)
  })
}
