import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import { addFault, clearFaults, latestJob, list, openDocument, root, stats, wish, writeRecord } from './support.ts'
import { withPerson } from './with-person.ts'

export function defineHistory(): void {
  suite('What went wrong', () => {
    const ui = withPerson('docs')

    test('an image whose download failed is paid for, and Recover brings it home without a second submission', async () => {
      await addFault({ kind: 'image-404' })
      const { document } = await openDocument('docs/guide.md', '')
      ui.answer(...wish('a lost fox'))
      await vscode.commands.executeCommand('fluxkit.generateImage')
      assert.match(ui.messages.join('\n'), /The image couldn’t be downloaded/)
      // The message may be gone: the entry of the history shows it again, with its buttons.
      const shown = ui.messages.length
      await vscode.commands.executeCommand('fluxkit.showOutcome', await latestJob())
      assert.match(ui.messages.slice(shown).join('\n'), /The image couldn’t be downloaded/)
      const submitted = (await stats()).accepted
      await clearFaults()
      await vscode.commands.executeCommand('fluxkit.history.remove', await latestJob())
      assert.match(ui.messages.join('\n'), /is still at the service\. Recover it first/)
      await vscode.commands.executeCommand('fluxkit.recover')
      assert.deepEqual(await list('docs/images'), ['a-lost-fox.png'])
      assert.equal((await stats()).accepted, submitted)
      assert.equal(document.getText(), '![a lost fox](images/a-lost-fox.png)')
    })

    test('an answer that was lost and is not found is never submitted again automatically', async () => {
      await addFault({ kind: 'reset-after', operation: 'submit', times: 1 })
      await addFault({ kind: 'empty-list', operation: 'poll' })
      const before = (await stats()).accepted
      await openDocument('docs/guide.md', '')
      ui.answer(...wish('a doubtful fox'))
      await vscode.commands.executeCommand('fluxkit.generateImage')
      assert.match(ui.messages.join('\n'), /the response was lost\. We don’t know whether it was charged/)
      assert.equal((await stats()).accepted, before + 1)
    })

    test('a retry after an unknown outcome asks before it costs a second time', async () => {
      const before = (await stats()).accepted
      await vscode.commands.executeCommand('fluxkit.retry')
      assert.match(ui.messages.join('\n'), /may cost a second time/)
      assert.equal((await stats()).accepted, before)
      ui.press(/may cost a second time/, 'Submit Again')
      await vscode.commands.executeCommand('fluxkit.retry')
      assert.equal((await stats()).accepted, before + 1)
    })

    test('an entry whose image may be paid for is removed only after a question', async () => {
      const id = crypto.randomUUID()
      await writeRecord({
        id,
        service: 'https://gone.example',
        request: { action: 'generate', prompt: 'an unknown fox', model: 'flux-dev', count: 1 },
        place: { target: { folder: root().toString(), stem: 'a' }, reported: false },
        attempts: [{ key: 'key', wire: {}, sentAtMs: Date.now(), outcome: { kind: 'unknown' } }],
      })
      const isThere = async (): Promise<boolean> => {
        const shown = ui.messages.length
        await vscode.commands.executeCommand('fluxkit.showOutcome', id)
        return ui.messages.length > shown
      }
      await vscode.commands.executeCommand('fluxkit.history.remove', id)
      assert.deepEqual(ui.messages, ['This image may have been charged and isn’t saved yet. Remove it anyway?'])
      assert.equal(await isThere(), true)
      ui.press(/Remove it anyway/, 'Remove')
      await vscode.commands.executeCommand('fluxkit.history.remove', id)
      assert.equal(await isThere(), false)
    })

    test('Recover finds the task of the lost answer, and with nothing left to recover it says so', async () => {
      const before = (await stats()).accepted
      await vscode.commands.executeCommand('fluxkit.recover')
      assert.ok((await list('docs/images')).includes('a-doubtful-fox.png'))
      await vscode.commands.executeCommand('fluxkit.recover')
      assert.match(ui.messages.join('\n'), /There is nothing to recover/)
      assert.equal((await stats()).accepted, before)
    })
  })
}
