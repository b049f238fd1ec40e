import * as vscode from 'vscode'
import { findImages } from '../../model/placeholders/find-images.ts'
import { localTarget } from '../../platform/local-target.ts'
import { t } from '../../platform/t.ts'

/** Extensions of images, in any case. */
const imageExtensions = ['png', 'jpg', 'jpeg', 'webp', 'gif', 'avif']

/** The image that a menu was opened on, that is shown in the active tab, or that the user picks. */
export async function findSource(argument: unknown): Promise<vscode.Uri | undefined> {
  if (argument instanceof vscode.Uri) return argument
  // The context menu of the preview passes no Uri, so the active tab decides.
  const shown = imageOfTab(vscode.window.tabGroups.activeTabGroup.activeTab)
  if (shown !== undefined) return shown
  const [chosen] =
    (await vscode.window.showOpenDialog({
      title: t('editImage'),
      filters: { [t('images')]: [...imageExtensions] },
    })) ?? []
  return chosen
}

/** The image that an editor tab shows. */
export function imageOfTab(tab: vscode.Tab | undefined): vscode.Uri | undefined {
  const input = tab?.input
  if (!(input instanceof vscode.TabInputCustom)) return undefined
  return /\.(png|jpe?g|webp|gif|avif)$/i.test(input.uri.path) ? input.uri : undefined
}

/** The image that the text under the cursor shows: a file of the workspace, or an http(s) link. */
export async function imageAt(document: vscode.TextDocument, position: vscode.Position): Promise<string | undefined> {
  const offset = document.offsetAt(position)
  const image = findImages(document.languageId, document.getText()).find(
    ({ start, end }) => start <= offset && offset <= end,
  )
  if (image === undefined) return undefined
  if (/^https?:\/\//i.test(image.path)) return document.getText().slice(image.pathStart, image.pathEnd)
  return (await localTarget(document, image.path))?.toString()
}
