import * as vscode from 'vscode'
import { commands, fillPlaceholderCommand } from '../contributions.ts'
import { placeholderLanguages } from '../model/placeholders/languages.ts'
import { registerLazily } from '../platform/lazy-commands.ts'
import { registerEach } from '../platform/register-each.ts'
import { readSettings } from '../platform/settings.ts'
import type { Services } from '../services.ts'

export function registerPlaceholders(services: Services): vscode.Disposable {
  const changed = new vscode.EventEmitter<void>()

  const actions: vscode.CodeActionProvider = {
    provideCodeActions: async (document, range) =>
      (await import('../features/placeholders/offers.ts')).offerActions(document, range),
  }
  const lenses: vscode.CodeLensProvider = {
    onDidChangeCodeLenses: changed.event,
    async provideCodeLenses(document) {
      if (!readSettings.codeLens(document.uri)) return []
      return (await import('../features/placeholders/offers.ts')).offerLenses(document)
    },
  }
  const ids = { generateMissing: commands.generateMissingImages, fillPlaceholder: fillPlaceholderCommand }
  const languages = [...placeholderLanguages]
  return registerEach(services.log, {
    changed: () => changed,
    settings: () =>
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('fluxkit.codeLens')) changed.fire()
      }),
    actions: () =>
      vscode.languages.registerCodeActionsProvider(languages, actions, {
        providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
      }),
    lenses: () => vscode.languages.registerCodeLensProvider(languages, lenses),
    placeholders: () =>
      registerLazily(services.log, ids, async () => {
        const { fillAll, fillOne } = await import('../features/placeholders/fill.ts')
        return {
          async generateMissing() {
            const document = vscode.window.activeTextEditor?.document
            if (document !== undefined) return fillAll(services, document)
            const { t } = await import('../platform/t.ts')
            void vscode.window.showInformationMessage(t('openDocumentFirst'))
          },
          async fillPlaceholder(uri: string, offset: number, path?: string) {
            // Only a document that is open offers it.
            const document = vscode.workspace.textDocuments.find((each) => each.uri.toString() === uri)
            if (document === undefined || !Number.isInteger(offset)) return
            await fillOne(services, document, offset, path)
            changed.fire()
          },
        }
      }),
  })
}
