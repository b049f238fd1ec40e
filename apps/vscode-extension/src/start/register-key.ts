import * as vscode from 'vscode'
import { commands } from '../contributions.ts'
import { registerLazily } from '../platform/lazy-commands.ts'
import { registerEach } from '../platform/register-each.ts'
import type { Services } from '../services.ts'

export function registerKey(services: Services): vscode.Disposable {
  const { setToken, removeToken, checkConnection, useSandbox } = commands
  return registerEach(services.log, {
    key: () =>
      registerLazily(services.log, { setToken, removeToken, checkConnection, useSandbox }, async () => {
        const { createKeyCommands } = await import('../features/key/key-commands.ts')
        return createKeyCommands(services)
      }),
    log: () => vscode.commands.registerCommand(commands.showLog, () => services.log.show()),
  })
}
