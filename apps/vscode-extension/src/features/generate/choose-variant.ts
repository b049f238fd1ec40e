import * as vscode from 'vscode'
import type { JobView, SavedFile } from '../../model/jobs/job-view.ts'
import { basename } from '../../model/naming/posix-path.ts'
import { t } from '../../platform/t.ts'

interface VariantItem extends vscode.QuickPickItem {
  readonly file?: SavedFile
}

/**
 * Several images of one job: shows the one that is highlighted, and asks for one or all. Dismissing the question means all.
 *
 * @returns The files that are wanted.
 */
export async function chooseVariant(job: JobView): Promise<readonly SavedFile[]> {
  const files = job.files.toSorted((a, b) => a.index - b.index)
  if (files.length < 2) return files
  const pick = vscode.window.createQuickPick<VariantItem>()
  pick.title = t('whichToKeep')
  pick.items = [
    { label: `$(check-all) ${t('keepAll', { count: files.length })}` },
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
  return kept === undefined ? files : [kept]
}

function preview(file: SavedFile): Thenable<unknown> {
  const options = { preview: true, preserveFocus: true, viewColumn: vscode.ViewColumn.Beside }
  return vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(file.uri, true), options)
}
