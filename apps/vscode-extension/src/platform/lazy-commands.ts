import * as vscode from 'vscode'
import { loadOnce } from './load-once.ts'
import type { Log } from './log.ts'
import { registerEach } from './register-each.ts'

type Handler = (...args: never[]) => unknown

/**
 * Registers commands whose code is loaded when the first of them is called: a window that starts pays only for their ids. What
 * goes wrong in one is logged and shown as a message, and the call returns `undefined`: the editor would show the error as it is.
 *
 * @param ids Name of each handler and the id of its command.
 */
export function registerLazily<Name extends string>(
  log: Log,
  ids: Readonly<Record<Name, string>>,
  load: () => Promise<Readonly<Record<NoInfer<Name>, Handler>>>,
): vscode.Disposable {
  const handlers = loadOnce(load)
  const names = Object.keys(ids) as Name[]

  async function run(name: Name, args: never[]): Promise<unknown> {
    try {
      return await (await handlers())[name](...args)
    } catch (error) {
      log.error(ids[name], error)
      const { showProblem } = await import('./show-problem.ts')
      void showProblem(log, error)
      return undefined
    }
  }

  const register = (name: Name) => (): vscode.Disposable =>
    vscode.commands.registerCommand(ids[name], (...args: never[]) => run(name, args))
  return registerEach(log, Object.fromEntries(names.map((name) => [ids[name], register(name)])))
}
