import * as vscode from 'vscode'

/** The editor of a text that a user was in last: while they are in the gallery, none is active. */
export interface LastEditor extends vscode.Disposable {
  /** Shows it again where it is hidden. @returns `undefined` when there was none, or its document is closed */
  show(): Promise<vscode.TextEditor | undefined>
}

export function followLastEditor(): LastEditor {
  const { window } = vscode
  let last = window.activeTextEditor ?? window.visibleTextEditors[0]
  let column = last?.viewColumn
  const follow = (editor: vscode.TextEditor | undefined): void => {
    if (editor === undefined || editor.document.uri.scheme === 'output') return
    last = editor
    column = editor.viewColumn
  }
  const subscription = window.onDidChangeActiveTextEditor(follow)
  return {
    async show() {
      const document = last?.document
      if (document === undefined || document.isClosed) return undefined
      return window.showTextDocument(document, column)
    },
    dispose() {
      subscription.dispose()
    },
  }
}
