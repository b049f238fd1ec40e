import * as vscode from 'vscode'
import { t } from '../../platform/t.ts'

/**
 * Opens an editor for a long prompt, with a line above the text that continues or leaves it: a message in the corner would
 * be gone before a long prompt is written.
 *
 * @param content What was written before.
 * @returns What stands there, also when the user leaves, or closes the editor: then it waits for the next time.
 */
export async function writePromptInEditor(
  content: string,
): Promise<{ readonly text: string; readonly isConfirmed: boolean }> {
  const before = vscode.window.activeTextEditor
  const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content })
  let text = content
  const subscriptions: vscode.Disposable[] = []
  try {
    const isConfirmed = await new Promise<boolean>((resolve) => {
      const confirm = `fluxkit.prompt.${document.uri.path}.continue`
      const leave = `fluxkit.prompt.${document.uri.path}.cancel`
      subscriptions.push(
        vscode.commands.registerCommand(confirm, () => resolve(true)),
        vscode.commands.registerCommand(leave, () => resolve(false)),
        vscode.languages.registerCodeLensProvider(
          { scheme: document.uri.scheme },
          { provideCodeLenses: (shown) => (shown === document ? lensesOf(confirm, leave) : []) },
        ),
        vscode.workspace.onDidChangeTextDocument((change) => {
          // An editor that is closed without saving is emptied first.
          if (change.document === document) text = document.getText().trim() || text
        }),
        vscode.window.tabGroups.onDidChangeTabs(({ closed }) => {
          if (closed.some(({ input }) => isTabOf(input, document))) resolve(false)
        }),
      )
      void show(document, () => resolve(true))
    })
    if (isConfirmed) text = document.getText().trim()
    await close(document)
    if (before !== undefined && !before.document.isClosed) {
      await vscode.window.showTextDocument(before.document, before.viewColumn)
    }
    return { text, isConfirmed }
  } finally {
    for (const each of subscriptions) each.dispose()
  }
}

async function show(document: vscode.TextDocument, confirm: () => void): Promise<void> {
  await vscode.window.showTextDocument(document)
  const label = t('continue')
  const message = t('writePrompt')
  if ((await vscode.window.showInformationMessage(message, label)) === label) confirm()
}

function lensesOf(confirm: string, leave: string): vscode.CodeLens[] {
  const range = new vscode.Range(0, 0, 0, 0)
  return [
    new vscode.CodeLens(range, { command: confirm, title: `$(sparkle) ${t('continueWithPrompt')}` }),
    new vscode.CodeLens(range, { command: leave, title: t('cancel') }),
  ]
}

function isTabOf(input: unknown, document: vscode.TextDocument): boolean {
  return input instanceof vscode.TabInputText && input.uri.toString() === document.uri.toString()
}

/** Without the question whether to save it: what counts is in the request now. */
async function close(document: vscode.TextDocument): Promise<void> {
  if (document.isClosed) return
  await vscode.window.showTextDocument(document)
  await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor')
}
