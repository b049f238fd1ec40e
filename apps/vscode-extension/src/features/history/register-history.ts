import * as vscode from 'vscode'
import { commands, views } from '../../contributions.ts'
import { registerLazily } from '../../platform/lazy-commands.ts'
import type { Services } from '../../services.ts'
import { HistoryTree } from './history-tree.ts'

const ids = {
  open: commands.historyOpen,
  reveal: commands.historyReveal,
  edit: commands.historyEdit,
  insert: commands.historyInsert,
  copyPrompt: commands.historyCopyPrompt,
  remove: commands.historyRemove,
}

export function registerHistory(services: Services): vscode.Disposable {
  const { store, jobs } = services
  const tree = new HistoryTree(store)
  const view = vscode.window.createTreeView(views.history, { treeDataProvider: tree, dragAndDropController: tree })
  let timer: NodeJS.Timeout | undefined
  const refresh = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      if (view.visible) tree.refresh()
    }, 200)
  }

  const stops = [store.watch(refresh), jobs.onDidChange(refresh)]
  return vscode.Disposable.from(
    view,
    view.onDidChangeVisibility(({ visible }) => visible && tree.refresh()),
    { dispose: () => clearTimeout(timer) },
    ...stops.map((dispose) => ({ dispose })),
    vscode.commands.registerCommand(commands.showHistory, () =>
      vscode.commands.executeCommand(`${views.history}.focus`),
    ),
    registerLazily(ids, async () => {
      const { createHistoryCommands } = await import('../on-demand.ts')
      return createHistoryCommands(services, () => tree.refresh())
    }),
  )
}
