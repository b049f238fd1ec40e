import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import { list, openDocument, stats, wish } from './support.ts'
import { withPerson } from './with-person.ts'

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] }
}

/** Run in an editor without the newer APIs, as Cursor, Windsurf and VSCodium are: see `hideApis`. */
export function defineFork(): void {
  suite('In an editor without the newer APIs', () => {
    const ui = withPerson('docs')

    test('the APIs are not there, or throw', () => {
      assert.equal((vscode as { lm?: unknown }).lm, undefined)
      const { registerDocumentDropEditProvider } = vscode.languages
      assert.throws(
        () => registerDocumentDropEditProvider('*', { provideDocumentDropEdits: () => undefined }),
        /not approved/,
      )
    })

    test('the extension starts, and every command of it works', async () => {
      const extension = vscode.extensions.getExtension<unknown>('fluxkit.fluxkit')
      assert.ok(extension)
      await extension.activate()
      const declared = (extension.packageJSON as Manifest).contributes.commands.map(({ command }) => command)
      const known = new Set(await vscode.commands.getCommands(true))
      assert.deepEqual(
        declared.filter((command) => !known.has(command)),
        [],
      )
      await vscode.commands.executeCommand('fluxkit.recover')
      assert.match(ui.messages.join('\n'), /There is nothing to recover/)
      await vscode.commands.executeCommand('fluxkit.retry')
      assert.match(ui.messages.join('\n'), /There is nothing to retry/)
    })

    test('what brings paid images home is registered first', async () => {
      const own = (await vscode.commands.getCommands(true)).filter((name) => /^fluxkit\.[a-z]+$/i.test(name))
      assert.equal(own[0], 'fluxkit.recover', own.join())
    })

    test('an image is made, saved and linked', async () => {
      const before = (await stats()).accepted
      const { document } = await openDocument('docs/guide.md', '')
      ui.answer(...wish('a forked fox'))
      await vscode.commands.executeCommand('fluxkit.generateImage')
      assert.deepEqual(await list('docs/images'), ['a-forked-fox.png'])
      assert.equal(document.getText(), '![a forked fox](images/a-forked-fox.png)')
      assert.equal((await stats()).accepted, before + 1)
    })
  })
}
