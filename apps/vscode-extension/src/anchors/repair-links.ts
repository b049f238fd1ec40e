import * as vscode from 'vscode'
import { pathIn } from '../model/links/link-syntax.ts'
import { repairPaths } from '../model/links/repair-paths.ts'
import { notebookOf } from '../platform/document-file.ts'
import { linkPath } from '../platform/link-path.ts'
import type { UntitledLink } from './untitled-links.ts'

/** Links that were written before the document had a place lead to their files from where it is now; saved as it was. */
export async function repairLinks(document: vscode.TextDocument, links: readonly UntitledLink[]): Promise<void> {
  const changes = await Promise.all(
    // The language may be another one by now; what is in the text is written as it was.
    links.map(async ({ file, path, syntax }) => ({
      from: pathIn(syntax, path),
      to: pathIn(syntax, await linkPath(document, file)),
    })),
  )
  const edit = new vscode.WorkspaceEdit()
  const edits = repairPaths(document.getText(), changes)
  for (const { start, end, text } of edits) {
    edit.replace(document.uri, new vscode.Range(document.positionAt(start), document.positionAt(end)), text)
  }
  if (edits.length > 0 && (await vscode.workspace.applyEdit(edit))) await (notebookOf(document) ?? document).save()
}
