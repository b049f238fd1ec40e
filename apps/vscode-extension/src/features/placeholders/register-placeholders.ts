import * as vscode from 'vscode'
import { commands, fillPlaceholderCommand } from '../../contributions.ts'
import { placeholderLanguages } from '../../model/placeholders/find-images.ts'
import { readSettings } from '../../platform/settings.ts'
import type { Services } from '../../services.ts'
import type { Anchors } from '../insert/anchors.ts'
import { fillAll, fillOne } from './fill.ts'
import { findMissing, type MissingPicture } from './missing.ts'

export function registerPlaceholders(services: Services, anchors: Anchors): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>()

  const actions: vscode.CodeActionProvider = {
    async provideCodeActions(document, range) {
      const missing = await findMissing(document, range)
      const [first] = missing
      if (first === undefined) return []
      const fill = new vscode.CodeAction(vscode.l10n.t('Generate this picture'), vscode.CodeActionKind.QuickFix)
      fill.command = fillCommand(document, first)
      const all = new vscode.CodeAction(
        vscode.l10n.t('Generate all missing pictures in this file'),
        vscode.CodeActionKind.QuickFix,
      )
      all.command = { command: commands.generateMissingImages, title: all.title }
      return [fill, all]
    },
  }

  const lenses: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      if (!readSettings.codeLens(document.uri)) return []
      const missing = await findMissing(document)
      return missing.map((each) => {
        const position = document.positionAt(each.image.start)
        return new vscode.CodeLens(new vscode.Range(position, position), fillCommand(document, each))
      })
    },
  }

  async function generateMissing(): Promise<void> {
    const document = vscode.window.activeTextEditor?.document
    if (document !== undefined) await fillAll(services, anchors, document)
  }

  async function fillPlaceholder(uri: string, offset: number): Promise<void> {
    const document = await vscode.workspace.openTextDocument(vscode.Uri.parse(uri, true))
    await fillOne(services, anchors, document, offset)
    changed.fire()
  }

  const languages = [...placeholderLanguages]
  return vscode.Disposable.from(
    changed,
    vscode.workspace.onDidChangeConfiguration((change) => {
      if (change.affectsConfiguration('fluxkit.codeLens')) changed.fire()
    }),
    vscode.languages.registerCodeActionsProvider(languages, actions, {
      providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
    }),
    vscode.languages.registerCodeLensProvider(languages, lenses),
    vscode.commands.registerCommand(commands.generateMissingImages, generateMissing),
    vscode.commands.registerCommand(fillPlaceholderCommand, fillPlaceholder),
  )
}

function fillCommand(document: vscode.TextDocument, { image }: MissingPicture): vscode.Command {
  const title = `$(sparkle) ${vscode.l10n.t('Generate: {0}', image.alt.slice(0, 60))}`
  return { command: fillPlaceholderCommand, title, arguments: [document.uri.toString(), image.start] }
}
