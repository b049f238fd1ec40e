import * as vscode from 'vscode'
import { commands, fillPlaceholderCommand } from '../../contributions.ts'
import { findMissing, type MissingImage } from './missing.ts'
import { t } from '../../platform/t.ts'

/** Quick fixes for the placeholder under the cursor: this one, or all of the file. */
export async function offerActions(document: vscode.TextDocument, range: vscode.Range): Promise<vscode.CodeAction[]> {
  const [first] = await findMissing(document, range)
  if (first === undefined) return []
  const fill = new vscode.CodeAction(t('generateThis'), vscode.CodeActionKind.QuickFix)
  fill.command = fillCommand(document, first)
  const all = new vscode.CodeAction(t('generateAllMissing'), vscode.CodeActionKind.QuickFix)
  all.command = { command: commands.generateMissingImages, title: all.title }
  return [fill, all]
}

/** A line above each placeholder of the document. */
export async function offerLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
  const missing = await findMissing(document)
  return missing.map((each) => {
    const position = document.positionAt(each.image.start)
    return new vscode.CodeLens(new vscode.Range(position, position), fillCommand(document, each))
  })
}

function fillCommand(document: vscode.TextDocument, { image }: MissingImage): vscode.Command {
  const title = `$(sparkle) ${t('generateLens', { text: image.alt.slice(0, 60) })}`
  return { command: fillPlaceholderCommand, title, arguments: [document.uri.toString(), image.start, image.path] }
}
