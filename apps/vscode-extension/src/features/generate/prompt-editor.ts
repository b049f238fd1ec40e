import * as vscode from 'vscode'

/** Opens an editor for a long prompt. @returns What stands there when the person goes on; `undefined` otherwise */
export async function writePromptInEditor(): Promise<string | undefined> {
  const document = await vscode.workspace.openTextDocument({ language: 'plaintext', content: '' })
  await vscode.window.showTextDocument(document)
  const goOn = vscode.l10n.t('Continue')
  const message = vscode.l10n.t('Write the prompt in the editor, then continue.')
  const answer = await vscode.window.showInformationMessage(message, goOn)
  const prompt = document.getText().trim()
  return answer === goOn && prompt !== '' ? prompt : undefined
}
