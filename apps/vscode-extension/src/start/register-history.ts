import * as vscode from 'vscode'
import { commands, contextKeys, views } from '../contributions.ts'
import { registerLazily } from '../platform/lazy-commands.ts'
import { dropRegistration } from '../platform/optional-apis.ts'
import { registerEach } from '../platform/register-each.ts'
import type { Services } from '../services.ts'
import { type HistoryNode, uriList } from '../features/history/history-node.ts'
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
  const { jobs, kept } = services
  const tree = new HistoryTree(jobs, kept)
  let view: vscode.TreeView<HistoryNode> | undefined
  let timer: NodeJS.Timeout | undefined
  const refresh = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      if (view?.visible === true) tree.refresh()
    }, 200)
  }

  async function showAll(isAll: boolean): Promise<void> {
    tree.showsAll = isAll
    const { t } = await import('../platform/t.ts')
    if (view !== undefined) view.description = isAll ? t('allWorkspaces') : ''
    await vscode.commands.executeCommand('setContext', contextKeys.historyShowsAll, isAll)
    tree.refresh()
  }

  // Images that go or come back: watched once somebody looks.
  let files: vscode.FileSystemWatcher | undefined
  function shown({ visible }: vscode.TreeViewVisibilityChangeEvent): void {
    if (!visible) return
    if (files === undefined) {
      files = vscode.workspace.createFileSystemWatcher('**/*.{png,jpg,jpeg,webp}', false, true)
      files.onDidCreate(refresh)
      files.onDidDelete(refresh)
    }
    tree.refresh()
  }

  function showTree(): vscode.Disposable {
    view = vscode.window.createTreeView(views.history, { treeDataProvider: tree, dragAndDropController: tree })
    return vscode.Disposable.from(view, view.onDidChangeVisibility(shown))
  }

  const { registerCommand } = vscode.commands
  return registerEach(services.log, {
    kept: () =>
      registerLazily(
        services.log,
        { restoreKept: commands.historyRestore, deleteKept: commands.historyDeleteKept },
        async () => {
          const { createKeptCommands } = await import('../features/kept/kept-commands.ts')
          return createKeptCommands(services)
        },
      ),
    history: () =>
      registerLazily(services.log, ids, async () => {
        const { createHistoryCommands } = await import('../features/history/history-commands.ts')
        return createHistoryCommands(services, () => tree.refresh())
      }),
    show: () => registerCommand(commands.showHistory, () => vscode.commands.executeCommand(`${views.history}.focus`)),
    showAll: () => registerCommand(commands.historyShowAll, () => showAll(true)),
    showWorkspace: () => registerCommand(commands.historyShowWorkspace, () => showAll(false)),
    tree: showTree,
    drop: () => registerDrop(jobs),
    files: () => ({ dispose: () => void files?.dispose() }),
    timer: () => ({ dispose: () => clearTimeout(timer) }),
    changes: () => ({ dispose: jobs.onDidChange(refresh) }),
    keptChanges: () => kept.onDidChange(refresh),
  })
}

/** Some forks of the editor know no such providers; the history itself works there anyway. */
function registerDrop(jobs: Services['jobs']): vscode.Disposable {
  const registerProvider = dropRegistration()
  if (registerProvider === undefined) return new vscode.Disposable(() => undefined)
  const drop: vscode.DocumentDropEditProvider = {
    async provideDocumentDropEdits(document, position, data) {
      const { dropImages } = await import('../features/history/drop-images.ts')
      return dropImages(jobs, document, position, data)
    },
  }
  return registerProvider({ pattern: '**' }, drop, { dropMimeTypes: [uriList] })
}
