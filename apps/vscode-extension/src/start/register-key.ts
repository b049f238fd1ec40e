import * as vscode from 'vscode'
import { commands } from '../contributions.ts'
import { registerLazily } from '../platform/lazy-commands.ts'
import type { Services } from '../services.ts'

export function registerKey(services: Services): vscode.Disposable {
  const { setToken, removeToken, checkConnection, useSandbox } = commands
  return vscode.Disposable.from(
    registerLazily({ setToken, removeToken, checkConnection, useSandbox }, async () => {
      const { createKeyCommands } = await import('../features/key/key-commands.ts')
      return createKeyCommands(services)
    }),
    vscode.commands.registerCommand(commands.showLog, () => services.log.show()),
  )
}
