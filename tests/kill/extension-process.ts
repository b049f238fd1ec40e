// The extension in a separate process, without an editor: `node … extension-process.ts generate|recover FOLDER`. Ends when
// nothing is to be done any more.

import { registerHooks } from 'node:module'
import { join } from 'node:path'
import { URI } from 'vscode-uri'
import { createContext } from '../support/vscode/context.ts'
import { person } from '../support/vscode/person.ts'

const editor = new URL('../support/vscode/vscode.ts', import.meta.url).href
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'vscode' ? { url: editor, shortCircuit: true } : next(specifier, context),
})
const { activate, deactivate } = await import('fluxkit-vscode/src/extension.ts')
const { commands } = await import('../support/vscode/vscode.ts')

const [action, folder = ''] = process.argv.slice(2)
/** What a window does when it starts is over by then, and so is what a user asks for. */
const openMs = 15 * 60_000

Object.assign(person, { types: 'a red fox', ignores: true, savesAs: URI.file(join(folder, 'fox.png')) })
const context = createContext(folder)
activate(context as never)
if (action === 'generate') {
  await commands.executeCommand('fluxkit.generateImage')
} else {
  // A window that starts continues with what was left; then the user asks for the rest.
  await sleep(openMs)
  await Promise.race([commands.executeCommand('fluxkit.recover'), sleep(openMs)])
}
await deactivate()
process.exit(0)

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}
