import * as vscode from 'vscode'
import { linkSnippet, linkText } from '../../model/links/link-syntax.ts'
import { linkFor, placeFor } from '../insert/insert-link.ts'
import { type DraggedPicture, pictureMime } from './history-node.ts'

/** Pictures of the history that are dropped into a text become links, with their prompts as alternative texts. */
export async function dropPictures(
  document: vscode.TextDocument,
  position: vscode.Position,
  data: vscode.DataTransfer,
): Promise<vscode.DocumentDropEdit | undefined> {
  const text = await data.get(pictureMime)?.asString()
  if (text === undefined) return undefined
  const links = (JSON.parse(text) as DraggedPicture[]).map(({ uri, prompt }) =>
    linkFor(document, vscode.Uri.parse(uri, true), prompt),
  )
  const { before, after } = placeFor(document, position, false)
  const [only, ...more] = links
  const inserted =
    only !== undefined && more.length === 0
      ? new vscode.SnippetString(before + linkSnippet(only) + after)
      : before + links.map(linkText).join('\n') + after
  return new vscode.DocumentDropEdit(inserted, vscode.l10n.t('Insert the picture'))
}
