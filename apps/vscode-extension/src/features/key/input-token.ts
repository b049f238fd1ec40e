import * as vscode from 'vscode'
import type { TokenKind } from '../../platform/tokens.ts'
import { t } from '../../platform/t.ts'

const pages: Readonly<Record<TokenKind, string>> = {
  api: 'https://platform.acedata.cloud/console/applications',
  platform: 'https://platform.acedata.cloud/console/platform-tokens',
}

/** Opens the page where tokens come from. */
export function openTokenPage(kind: TokenKind): Thenable<boolean> {
  return vscode.env.openExternal(vscode.Uri.parse(pages[kind]))
}

/** One masked question, with a button that leads to where tokens come from. */
export function inputToken(kind: TokenKind): Promise<string | undefined> {
  const input = vscode.window.createInputBox()
  input.title = kind === 'api' ? t('setToken') : t('setPlatformToken')
  input.prompt = kind === 'api' ? t('pasteToken') : t('pastePlatformToken')
  input.placeholder = t('token')
  input.password = true
  input.ignoreFocusOut = true
  const console = { iconPath: new vscode.ThemeIcon('link-external'), tooltip: t('getToken') }
  input.buttons = [console]
  return new Promise((resolve) => {
    input.onDidTriggerButton(() => void openTokenPage(kind))
    input.onDidChangeValue(() => (input.validationMessage = undefined))
    input.onDidAccept(() => {
      const token = input.value.trim().replace(/^bearer\s+/i, '')
      // A token goes into a header: what cannot stand there was not copied right.
      if (!/^[\u0021-\u007E]{8,}$/.test(token)) {
        input.validationMessage = t('notAToken')
        return
      }
      resolve(token)
      input.hide()
    })
    input.onDidHide(() => {
      resolve(undefined)
      input.dispose()
    })
    input.show()
  })
}
