import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Language, Messages } from '@fluxkit/messages'
import type { ExtensionArguments } from '@fluxkit/messages/extension'
import * as vscode from 'vscode'

/** The messages of a language, which the build writes beside the extension; `undefined` where the file can't be read. */
export function readMessages(language: Language): Messages<ExtensionArguments> | undefined {
  const folder = vscode.extensions.getExtension('fluxkit.fluxkit')?.extensionPath
  if (folder === undefined) return undefined
  try {
    return JSON.parse(readFileSync(join(folder, 'l10n', `${language}.json`), 'utf8')) as Messages<ExtensionArguments>
  } catch {
    // English is better than no message about an image that is paid for.
    return undefined
  }
}
