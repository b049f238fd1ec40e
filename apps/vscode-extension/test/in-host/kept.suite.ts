import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import { type ScriptedUi, scriptUi } from './scripted-ui.ts'
import { aImage, change, closeEditors, eventually, list, openDocument, read, remove, stats, wish } from './support.ts'

const restore = 'fluxkit.history.restore'

export function defineKept(): void {
  suite('Kept images', () => {
    let ui: ScriptedUi
    setup(async () => {
      ui = scriptUi()
      await remove('docs')
      await remove('pics')
    })
    teardown(async () => {
      ui.restore()
      await closeEditors()
    })

    test('variants that are not chosen leave the folder, and come back one by one, byte for byte', async () => {
      const before = (await stats()).accepted
      const { document } = await openDocument('docs/guide.md', '')
      ui.answer(...wish('a fox', /dev/, /1024/, /^2 images/))
      await vscode.commands.executeCommand('fluxkit.generateImage')
      const second = await read('docs/images/a-fox-2.png')
      ui.choose(0)
      await vscode.commands.executeCommand('fluxkit.chooseVariant')
      await eventually('the link', () => document.getText() === '![a fox](images/a-fox.png)')
      assert.deepEqual(await list('docs/images'), ['a-fox.png'])
      await vscode.commands.executeCommand(restore)
      assert.deepEqual(await list('docs/images'), ['a-fox-2.png', 'a-fox.png'])
      assert.deepEqual(await read('docs/images/a-fox-2.png'), second)
      assert.equal((await stats()).accepted, before + 1)
    })

    test('an edit that was made again comes back beside the second one', async () => {
      const source = await aImage('pics/fox.png')
      ui.press(/Upload this image/, 'Upload')
      ui.answer(...change('make it night'), ...change('make it day'))
      ui.press(/is ready/, 'Retry')
      await vscode.commands.executeCommand('fluxkit.editImage', source)
      assert.deepEqual(await list('pics'), ['fox-edited-2.png', 'fox.png'])
      await vscode.commands.executeCommand(restore)
      assert.deepEqual(await list('pics'), ['fox-edited-2.png', 'fox-edited.png', 'fox.png'])
    })

    test('an edit that was discarded comes back', async () => {
      const source = await aImage('pics/fox.png')
      ui.answer(...change('make it night'))
      ui.press(/is ready/, 'Discard')
      await vscode.commands.executeCommand('fluxkit.editImage', source)
      assert.deepEqual(await list('pics'), ['fox.png'])
      await vscode.commands.executeCommand(restore)
      assert.deepEqual(await list('pics'), ['fox-edited.png', 'fox.png'])
    })

    test('an original that was replaced takes its place again, and the edit stays', async () => {
      const source = await aImage('pics/fox.png')
      const bytes = await read('pics/fox.png')
      ui.answer(...change('make it night'))
      ui.press(/is ready/, 'Replace')
      await vscode.commands.executeCommand('fluxkit.editImage', source)
      const night = await read('pics/fox.png')
      await vscode.commands.executeCommand(restore)
      assert.deepEqual(await read('pics/fox.png'), bytes)
      assert.deepEqual(await read('pics/fox-edited.png'), night)
    })

    test('with none left it says so', async () => {
      while (ui.messages.length === 0) await vscode.commands.executeCommand(restore)
      assert.deepEqual(ui.messages, ['There is no image to restore.'])
    })
  })
}
