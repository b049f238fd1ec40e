import * as vscode from 'vscode'

/** The editor of a text that a user was in last: while they are in the gallery, none is active. */
export interface LastEditor extends vscode.Disposable {
  /** Shows it again where it is hidden. @returns `undefined` when there was none, or its document is closed */
  show(): Promise<vscode.TextEditor | undefined>
}

export function followLastEditor(): LastEditor {
  const { window } = vscode
  let last = window.activeTextEditor
  let column = last?.viewColumn
  const follow = (editor: vscode.TextEditor | undefined): void => {
    if (editor === undefined || editor.document.uri.scheme === 'output') return
    last = editor
    column = editor.viewColumn
  }
  const subscription = window.onDidChangeActiveTextEditor(follow)
  return {
    async show() {
      // After a reload the gallery may be there before the text, and none becomes active then.
      if (last === undefined || last.document.isClosed) follow(window.visibleTextEditors[0])
      const document = last?.document
      if (document === undefined || document.isClosed) return undefined
      return window.showTextDocument(document, column)
    },
    dispose() {
      subscription.dispose()
    },
  }
}
