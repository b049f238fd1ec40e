import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import { assertOtherBytes, assertSameBytes } from '../bytes.ts'
import { aImage, change, closeEditors, isPng, latestJob, list, openDocument, read, stats } from './support.ts'
import { withPerson } from './with-person.ts'

const restore = 'fluxkit.history.restore'

export function defineEdit(): void {
  suite('Editing', () => {
    const ui = withPerson('pics', 'docs')

    /** Makes a night of `pics/fox.png`. @param button Pressed once the edit is ready. @returns The original. */
    async function nightOf(button?: 'Replace' | 'Discard'): Promise<{ source: vscode.Uri; bytes: Uint8Array }> {
      const source = await aImage('pics/fox.png')
      const bytes = await read('pics/fox.png')
      ui.answer(...change('make it night'))
      if (button !== undefined) ui.press(/is ready/, button)
      await vscode.commands.executeCommand('fluxkit.editImage', source)
      return { source, bytes }
    }

    test('a local image is uploaded only after a user agreed', async () => {
      const before = (await stats()).accepted
      ui.answer(...change('make it night'))
      await vscode.commands.executeCommand('fluxkit.editImage', await aImage('pics/fox.png'))
      assert.match(ui.messages.join('\n'), /Upload this image to the service/)
      assert.match(ui.messages.join('\n'), /Without the upload this image can’t be edited/)
      assert.equal((await stats()).accepted, before)
    })

    test('becomes a sibling, and the original stays byte for byte', async () => {
      ui.press(/Upload this image/, 'Upload')
      const { bytes } = await nightOf()
      assert.deepEqual(await list('pics'), ['fox-edited.png', 'fox.png'])
      assertSameBytes(await read('pics/fox.png'), bytes)
      assert.match(String(vscode.window.tabGroups.activeTabGroup.activeTab?.label), /fox\.png ↔ fox-edited\.png/)
    })

    test('was agreed to once per workspace', async () => {
      ui.answer(...change('make it day'))
      await vscode.commands.executeCommand('fluxkit.editImage', await aImage('pics/SHOUT.PNG'))
      assert.doesNotMatch(ui.messages.join('\n'), /Upload this image/)
      assert.deepEqual(await list('pics'), ['SHOUT-edited.png', 'SHOUT.PNG'])
    })

    test('can replace the original, and give it back', async () => {
      const { source, bytes } = await nightOf('Replace')
      assert.deepEqual(await list('pics'), ['fox.png'])
      assertOtherBytes(await read('pics/fox.png'), bytes)
      ui.answer(...change('make it day'))
      ui.press(/is ready/, 'Replace')
      ui.press(/was replaced/, 'Undo')
      const night = await read('pics/fox.png')
      await vscode.commands.executeCommand('fluxkit.editImage', source)
      assert.deepEqual(await list('pics'), ['fox-edited.png', 'fox.png'])
      assertSameBytes(await read('pics/fox.png'), night)
    })

    test('whose question was dismissed is answered later, from the history', async () => {
      const source = await aImage('pics/fox.png')
      const bytes = await read('pics/fox.png')
      ui.answer(...change('make it night'))
      await vscode.commands.executeCommand('fluxkit.editImage', source)
      assert.deepEqual(await list('pics'), ['fox-edited.png', 'fox.png'])
      await closeEditors()
      ui.press(/fox-edited\.png is ready/, 'Replace')
      await vscode.commands.executeCommand('fluxkit.chooseVariant', await latestJob())
      assert.deepEqual(await list('pics'), ['fox.png'])
      assertOtherBytes(await read('pics/fox.png'), bytes)
    })

    test('that replaced the original can be taken back later, by the command that the key for undo runs', async () => {
      const { bytes } = await nightOf('Replace')
      assertOtherBytes(await read('pics/fox.png'), bytes)
      await vscode.commands.executeCommand('fluxkit.undoReplace')
      assertSameBytes(await read('pics/fox.png'), bytes)
      assert.deepEqual(await list('pics'), ['fox-edited.png', 'fox.png'])
    })

    test('with nothing left to take back it says so', async () => {
      while (!ui.messages.includes('There is no replaced image to bring back.')) {
        await vscode.commands.executeCommand('fluxkit.undoReplace')
      }
      assert.equal(ui.messages.length, 1)
    })

    test('can be tried again: asks again, and the first comes back from the history beside the second', async () => {
      const before = (await stats()).accepted
      const source = await aImage('pics/fox.png')
      ui.answer(...change('make it night'), ...change('make it day'))
      ui.press(/is ready/, 'Retry')
      await vscode.commands.executeCommand('fluxkit.editImage', source)
      assert.deepEqual(await list('pics'), ['fox-edited-2.png', 'fox.png'])
      assert.equal((await stats()).accepted, before + 2)
      assert.equal(ui.messages.filter((message) => /is ready/.test(message)).length, 2)
      await vscode.commands.executeCommand(restore)
      assert.deepEqual(await list('pics'), ['fox-edited-2.png', 'fox-edited.png', 'fox.png'])
    })

    test('stays when a second try is not gone through with', async () => {
      const source = await aImage('pics/fox.png')
      ui.answer(...change('make it night'), (pick) => pick.hide())
      ui.press(/is ready/, 'Retry')
      await vscode.commands.executeCommand('fluxkit.editImage', source)
      assert.deepEqual(await list('pics'), ['fox-edited.png', 'fox.png'])
    })

    test('that replaced the original is taken back without a loss of what was made since', async () => {
      const { source, bytes } = await nightOf('Replace')
      const night = await read('pics/fox.png')
      ui.answer(...change('make it day'))
      await vscode.commands.executeCommand('fluxkit.editImage', source)
      const day = await read('pics/fox-edited.png')
      await vscode.commands.executeCommand('fluxkit.undoReplace')
      assert.deepEqual(await list('pics'), ['fox-edited-2.png', 'fox-edited.png', 'fox.png'])
      assertSameBytes(await read('pics/fox-edited.png'), day)
      assertSameBytes(await read('pics/fox-edited-2.png'), night)
      assertSameBytes(await read('pics/fox.png'), bytes)
    })

    test('can be discarded, and comes back from the history', async () => {
      await nightOf('Discard')
      assert.deepEqual(await list('pics'), ['fox.png'])
      await vscode.commands.executeCommand(restore)
      assert.deepEqual(await list('pics'), ['fox-edited.png', 'fox.png'])
    })

    test('whose question was answered elsewhere says so when it is pressed later, and changes nothing', async () => {
      const source = await aImage('pics/fox.png')
      const bytes = await read('pics/fox.png')
      ui.answer(...change('make it night'))
      ui.press(/is ready/, 'Replace', async () => {
        ui.press(/is ready/, 'Discard')
        await vscode.commands.executeCommand('fluxkit.chooseVariant', await latestJob())
      })
      await vscode.commands.executeCommand('fluxkit.editImage', source)
      assert.equal(ui.messages.at(-1), 'This question was already answered.')
      assert.deepEqual(await list('pics'), ['fox.png'])
      assert.deepEqual(await read('pics/fox.png'), bytes)
    })

    test('that replaced the original stays when the history restores the original', async () => {
      const { bytes } = await nightOf('Replace')
      const night = await read('pics/fox.png')
      await vscode.commands.executeCommand(restore)
      assertSameBytes(await read('pics/fox.png'), bytes)
      assertSameBytes(await read('pics/fox-edited.png'), night)
    })

    test('leaves nothing to restore once all is restored', async () => {
      while (ui.messages.length === 0) await vscode.commands.executeCommand(restore)
      assert.deepEqual(ui.messages, ['There is no image to restore.'])
    })

    test('works on the image under the cursor', async () => {
      await aImage('docs/fox.png')
      const editor = await openDocument('docs/guide.md', '![a fox](fox.png) and text')
      editor.selection = new vscode.Selection(0, 3, 0, 3)
      ui.answer(...change('make it night'))
      await vscode.commands.executeCommand('fluxkit.editImageUnderCursor')
      assert.ok(isPng(await read('docs/fox-edited.png')))
    })

    test('opens a file picker when no image is there', async () => {
      ui.dialogs.open = await aImage('pics/picked.png')
      await openDocument('docs/guide.md', 'text')
      ui.answer(...change('make it night'))
      await vscode.commands.executeCommand('fluxkit.editImageUnderCursor')
      assert.deepEqual(await list('pics'), ['picked-edited.png', 'picked.png'])
    })

    test('without an argument takes the image of the active tab', async () => {
      const source = await aImage('pics/tab.png')
      await vscode.commands.executeCommand('vscode.openWith', source, 'imagePreview.previewEditor')
      ui.answer(...change('make it night'))
      await vscode.commands.executeCommand('fluxkit.editImage')
      assert.deepEqual(await list('pics'), ['tab-edited.png', 'tab.png'])
    })

    test('is forbidden for local files by the setting', async () => {
      const settings = vscode.workspace.getConfiguration('fluxkit')
      // A workspace cannot allow what the user has forbidden.
      await settings.update('uploads', 'never', vscode.ConfigurationTarget.Global)
      await settings.update('uploads', 'ask', vscode.ConfigurationTarget.Workspace)
      try {
        ui.answer(...change('make it night'))
        await vscode.commands.executeCommand('fluxkit.editImage', await aImage('pics/fox.png'))
        assert.match(ui.messages.join('\n'), /Uploads are turned off in the settings/)
        assert.deepEqual(await list('pics'), ['fox.png'])
      } finally {
        await settings.update('uploads', undefined, vscode.ConfigurationTarget.Workspace)
        await settings.update('uploads', undefined, vscode.ConfigurationTarget.Global)
      }
    })
  })
}
