import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliDecompressSync } from 'node:zlib'
import type { CompiledMessage, Language, Messages } from '@fluxkit/messages'
import { english, type ExtensionArguments } from '@fluxkit/messages/extension'
import * as vscode from 'vscode'

/**
 * The messages of a language other than English: the build writes them in the order of the English ones. `undefined` where the
 * file can't be read.
 */
export function readMessages(language: Language): Messages<ExtensionArguments> | undefined {
  const folder = vscode.extensions.getExtension('fluxkit.fluxkit')?.extensionPath
  if (folder === undefined) return undefined
  try {
    const packed = readFileSync(join(folder, 'l10n', 'others.json.br'))
    const others = JSON.parse(brotliDecompressSync(packed).toString()) as Partial<Record<Language, CompiledMessage[]>>
    const texts = others[language]
    const keys = Object.keys(english)
    if (texts?.length !== keys.length) return undefined
    return Object.fromEntries(keys.map((key, index) => [key, texts[index]])) as Messages<ExtensionArguments>
  } catch {
    // English is better than no message about a paid image.
    return undefined
  }
}
