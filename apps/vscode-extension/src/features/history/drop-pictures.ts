import * as vscode from 'vscode'
import type { Jobs } from '../../jobs/jobs.ts'
import { isDamagedView } from '../../model/jobs/damaged-view.ts'
import { linkSnippet, linkText } from '../../model/links/link-syntax.ts'
import { linkFor, placeFor } from '../insert/insert-link.ts'
import { uriList } from './history-node.ts'

/**
 * Pictures of the history that are dropped into a text become links of its language, with their prompts as alternative
 * texts. Other files are left to the editor.
 */
export async function dropPictures(
  jobs: Pick<Jobs, 'list'>,
  document: vscode.TextDocument,
  position: vscode.Position,
  data: vscode.DataTransfer,
): Promise<vscode.DocumentDropEdit | undefined> {
  const text = (await data.get(uriList)?.asString()) ?? ''
  const paths = text.split(/\r?\n/).flatMap((line) => (line === '' ? [] : [vscode.Uri.parse(line).path]))
  if (paths.length === 0) return undefined
  const pictures = (await jobs.list()).flatMap((entry) =>
    isDamagedView(entry)
      ? []
      : entry.files.map(({ uri }) => ({ uri: vscode.Uri.parse(uri, true), prompt: entry.prompt })),
  )
  const dropped = paths.map((path) => pictures.find(({ uri }) => uri.path === path))
  const links = dropped.flatMap((each) => (each === undefined ? [] : [linkFor(document, each.uri, each.prompt)]))
  const [only, ...more] = links
  if (only === undefined || links.length < paths.length) return undefined
  const { before, after } = placeFor(document, position, false)
  const inserted =
    more.length === 0
      ? new vscode.SnippetString(before + linkSnippet(only) + after)
      : before + links.map(linkText).join('\n') + after
  return new vscode.DocumentDropEdit(inserted, vscode.l10n.t('Insert the picture'))
}
