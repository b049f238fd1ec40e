import * as vscode from 'vscode'
import type { Jobs } from '../../jobs/jobs.ts'
import { isDamagedView } from '../../model/jobs/damaged-view.ts'
import { altText } from '../../model/links/alt-text.ts'
import { linkAt } from '../insert/insert-link.ts'
import { linkPath } from '../../platform/link-path.ts'
import { uriList } from './history-node.ts'
import { t } from '../../platform/t.ts'

/**
 * Images of the history that are dropped into a text become links of its language, with their prompts as alternative
 * texts. Other files are left to the editor.
 */
export async function dropImages(
  jobs: Pick<Jobs, 'list'>,
  document: vscode.TextDocument,
  position: vscode.Position,
  data: vscode.DataTransfer,
): Promise<vscode.DocumentDropEdit | undefined> {
  const text = (await data.get(uriList)?.asString()) ?? ''
  const paths = text.split(/\r?\n/).flatMap((line) => (line === '' ? [] : [vscode.Uri.parse(line).path]))
  if (paths.length === 0) return undefined
  const images = (await jobs.list()).flatMap((entry) =>
    isDamagedView(entry)
      ? []
      : entry.files.map(({ uri }) => ({ uri: vscode.Uri.parse(uri, true), prompt: entry.prompt })),
  )
  const dropped = paths.map((path) => images.find(({ uri }) => uri.path === path))
  const known = dropped.filter((each) => each !== undefined)
  if (known.length < paths.length) return undefined
  const shown = await Promise.all(
    known.map(async ({ uri, prompt }) => ({ path: await linkPath(document, uri), alt: altText(prompt) })),
  )
  const { text: inserted } = linkAt(document, position, shown)
  return new vscode.DocumentDropEdit(inserted, t('insertImage'))
}
