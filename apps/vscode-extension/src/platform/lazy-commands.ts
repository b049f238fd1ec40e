import * as vscode from 'vscode'

type Handler = (...args: never[]) => unknown

/**
 * Registers commands whose code is loaded when the first of them is called: a window that starts pays only for their ids.
 *
 * @param ids Name of each handler and the id of its command.
 */
export function registerLazily<Name extends string>(
  ids: Readonly<Record<Name, string>>,
  load: () => Promise<Readonly<Record<NoInfer<Name>, Handler>>>,
): vscode.Disposable {
  let handlers: ReturnType<typeof load> | undefined
  const names = Object.keys(ids) as Name[]
  return vscode.Disposable.from(
    ...names.map((name) =>
      vscode.commands.registerCommand(ids[name], async (...args: never[]) => {
        handlers ??= load().catch((error: unknown) => {
          handlers = undefined
          throw error
        })
        return (await handlers)[name](...args)
      }),
    ),
  )
}
