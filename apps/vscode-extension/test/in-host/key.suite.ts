import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import { withPerson } from './with-person.ts'

export function defineKey(): void {
  suite('The key', () => {
    const ui = withPerson()

    test('of the environment is used until one is set', async () => {
      await vscode.commands.executeCommand('fluxkit.checkConnection')
      assert.match(ui.messages.join('\n'), /^Connected in \d+ ms \(token of the environment\)/)
    })

    test('is asked for, checked by a free call, and kept in the secret storage', async () => {
      ui.answer((pick) => {
        pick.type('Bearer my-secret-token')
        pick.accept()
      })
      await vscode.commands.executeCommand('fluxkit.setToken')
      assert.match(ui.messages.join('\n'), /token of the editor/)
    })

    test('that the service refuses is reported at once', async () => {
      ui.answer((pick) => {
        pick.type('sandbox-invalid')
        pick.accept()
      })
      await vscode.commands.executeCommand('fluxkit.setToken')
      assert.match(ui.messages.join('\n'), /The service didn’t accept the API token\. Nothing was charged\./)
    })

    test('that cannot be one is not taken', async () => {
      let complaint: string | undefined
      ui.answer((pick) => {
        pick.type('not a token')
        pick.accept()
        complaint = pick.validationMessage
        pick.hide()
      })
      await vscode.commands.executeCommand('fluxkit.setToken')
      assert.equal(complaint, 'This doesn’t look like a token.')
    })

    test('can be removed; that of the environment stays', async () => {
      await vscode.commands.executeCommand('fluxkit.removeToken')
      assert.match(ui.messages.join('\n'), /ACEDATACLOUD_API_TOKEN of the environment is used now/)
    })

    test('is in no setting', () => {
      const settings = JSON.stringify(vscode.workspace.getConfiguration('fluxkit'))
      assert.doesNotMatch(settings, /my-secret-token|test-token/)
    })
  })
}
