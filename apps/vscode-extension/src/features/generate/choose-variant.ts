import * as vscode from 'vscode'
import type { JobView, SavedFile } from '../../model/jobs/job-view.ts'
import { basename } from '../../model/naming/posix-path.ts'

interface VariantItem extends vscode.QuickPickItem {
  readonly file?: SavedFile
}

/**
 * Several pictures of one order: shows the one that is highlighted, keeps one or all. Those that are not kept go to the
 * trash; dismissing the question keeps all.
 *
 * @returns The files that stay.
 */
export async function chooseVariant(job: JobView): Promise<readonly SavedFile[]> {
  const files = job.files.toSorted((a, b) => a.index - b.index)
  if (files.length < 2) return files
  const pick = vscode.window.createQuickPick<VariantItem>()
  pick.title = vscode.l10n.t('Which picture do you want to keep?')
  pick.items = [
    { label: `$(check-all) ${vscode.l10n.t('Keep all {0}', files.length)}` },
    ...files.map((file): VariantItem => {
      const uri = vscode.Uri.parse(file.uri, true)
      return { label: basename(uri.path), description: `${file.width} × ${file.height}`, iconPath: uri, file }
    }),
  ]
  const kept = await new Promise<SavedFile | undefined>((resolve) => {
    pick.onDidChangeActive(([item]) => {
      if (item?.file !== undefined) void preview(item.file)
    })
    pick.onDidAccept(() => {
      resolve(pick.selectedItems[0]?.file)
      pick.hide()
    })
    pick.onDidHide(() => {
      resolve(undefined)
      pick.dispose()
    })
    pick.show()
  })
  if (kept === undefined) return files
  await Promise.all(files.filter((file) => file !== kept).map(discard))
  return [kept]
}

function preview(file: SavedFile): Thenable<unknown> {
  const options = { preview: true, preserveFocus: true, viewColumn: vscode.ViewColumn.Beside }
  return vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(file.uri, true), options)
}

/** Into the trash where there is one: a person may change their mind. */
export async function discard(file: SavedFile): Promise<void> {
  const uri = vscode.Uri.parse(file.uri, true)
  try {
    await vscode.workspace.fs.delete(uri, { useTrash: true })
  } catch {
    await Promise.resolve(vscode.workspace.fs.delete(uri)).catch(() => undefined)
  }
}
