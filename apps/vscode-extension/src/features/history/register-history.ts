import * as vscode from 'vscode'
import { commands, views } from '../../contributions.ts'
import type { Services } from '../../services.ts'
import { insertAtCursor } from '../insert/insert-link.ts'
import { fileOf, jobOf } from './history-node.ts'
import { HistoryTree } from './history-tree.ts'

export function registerHistory({ store, jobs }: Services): vscode.Disposable {
  const tree = new HistoryTree(store)
  const view = vscode.window.createTreeView(views.history, { treeDataProvider: tree, dragAndDropController: tree })
  let timer: NodeJS.Timeout | undefined
  const refresh = (): void => {
    timer ??= setTimeout(() => {
      timer = undefined
      if (view.visible) tree.refresh()
    }, 200)
  }

  function uriOf(argument: unknown): vscode.Uri | undefined {
    const file = fileOf(argument)
    return file && vscode.Uri.parse(file.uri, true)
  }

  async function insert(argument: unknown): Promise<void> {
    const uri = uriOf(argument)
    const editor = vscode.window.activeTextEditor ?? vscode.window.visibleTextEditors[0]
    const job = await jobOf(store, argument)
    if (uri === undefined || job === undefined) return
    if (editor === undefined) {
      void vscode.window.showInformationMessage(vscode.l10n.t('Open the document that the picture belongs to first.'))
      return
    }
    await vscode.window.showTextDocument(editor.document, editor.viewColumn)
    await insertAtCursor(editor, uri, job.prompt)
  }

  async function run(command: string, argument: unknown): Promise<void> {
    const uri = uriOf(argument)
    if (uri !== undefined) await vscode.commands.executeCommand(command, uri)
  }

  async function copyPrompt(argument: unknown): Promise<void> {
    const job = await jobOf(store, argument)
    if (job !== undefined) await vscode.env.clipboard.writeText(job.prompt)
  }

  /** Forgets the entry; its pictures stay. */
  async function remove(argument: unknown): Promise<void> {
    const job = await jobOf(store, argument)
    if (job === undefined) return
    jobs.stop(job.id)
    await store.remove(job.id)
    tree.refresh()
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
    vscode.commands.registerCommand(commands.historyOpen, (node) => run('vscode.open', node)),
    vscode.commands.registerCommand(commands.historyReveal, (node) => run('revealInExplorer', node)),
    vscode.commands.registerCommand(commands.historyEdit, (node) => run(commands.editImage, node)),
    vscode.commands.registerCommand(commands.historyInsert, insert),
    vscode.commands.registerCommand(commands.historyCopyPrompt, copyPrompt),
    vscode.commands.registerCommand(commands.historyRemove, remove),
  )
}
