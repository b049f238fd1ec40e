import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import { assertSameBytes } from '../bytes.ts'
import { entryOf, openGallery, untilDone } from './scripted-gallery.ts'
import { eventually, list, openDocument, read, remove, root, stats, wish } from './support.ts'
import { withPerson } from './with-person.ts'

const generate = 'fluxkit.generateImage'

export function defineGallery(): void {
  suite('The gallery', () => {
    const ui = withPerson('docs')

    async function generated(prompt: string): Promise<vscode.TextEditor> {
      const editor = await openDocument('docs/guide.md', '')
      ui.answer(...wish(prompt))
      await vscode.commands.executeCommand(generate)
      return editor
    }

    test('a choice that is put off waits, puts the link where it was wanted, and the other image comes back byte for byte', async () => {
      const before = (await stats()).accepted
      const { document } = await openDocument('docs/guide.md', 'Two owls: ')
      ui.answer(...wish('two owls', /dev/, /1024/, /^2 images/))
      ui.choose('close')
      await vscode.commands.executeCommand(generate)
      await eventually('the page to be closed', () => ui.panels.at(-1)?.isDisposed === true)
      // The status bar says that it waits: nothing covers what the user writes.
      assert.deepEqual(ui.messages, [])
      assert.deepEqual(await list('docs/images'), ['two-owls-2.png', 'two-owls.png'])
      assert.equal(document.getText(), 'Two owls: ')
      const other = await read('docs/images/two-owls.png')
      ui.choose(1)
      await vscode.commands.executeCommand('fluxkit.chooseVariant')
      await eventually('the link', () => document.getText() === 'Two owls: ![two owls](images/two-owls-2.png)')
      assert.deepEqual(await list('docs/images'), ['two-owls-2.png'])
      await vscode.commands.executeCommand('fluxkit.history.restore')
      assert.deepEqual(await list('docs/images'), ['two-owls-2.png', 'two-owls.png'])
      assertSameBytes(await read('docs/images/two-owls.png'), other)
      // The page was opened for the choice only.
      await eventually('the page to be closed', () => ui.panels.at(-1)?.isDisposed === true)
      assert.equal((await stats()).accepted, before + 1)
    })

    test('a message asks where the gallery is behind another tab, and keeps all too; a choice is made only once', async () => {
      const panel = await openGallery(ui)
      panel.visible = false
      const { document } = await openDocument('docs/guide.md', '')
      ui.answer(...wish('two elks', /dev/, /1024/, /^2 images/))
      ui.press(/two elks/, 'Keep All 2')
      await vscode.commands.executeCommand(generate)
      const links = '![two elks](images/two-elks.png)\n![two elks](images/two-elks-2.png)'
      await eventually('both links', () => document.getText() === links)
      await vscode.commands.executeCommand('fluxkit.chooseVariant')
      assert.equal(ui.messages.at(-1), 'No images are waiting for your choice.')
      assert.equal(document.getText(), links)
    })

    test('has prompt, model, size, time and cost of an image, and opens no other folder to the page', async () => {
      await generated('a gallery gull')
      const panel = await openGallery(ui)
      const { facts, src } = await entryOf(panel, 'a-gallery-gull.png')
      const values = Object.fromEntries(facts)
      assert.equal(values['Prompt'], 'a gallery gull')
      assert.match(String(values['Model']), /FLUX\.1 dev/)
      assert.match(String(values['Size']), /^\d+ × \d+$/)
      assert.match(String(values['Time taken']), /^\d+ s$/)
      assert.match(String(values['Cost']), /^[\d.]+ credits?$/)
      assert.match(String(src), /a-gallery-gull\.png\?\d/)
      const roots = (panel.webview.options.localResourceRoots ?? []).map(({ path }) => path)
      assert.ok(roots.includes(vscode.Uri.joinPath(root(), 'docs', 'images').path), roots.join())
      assert.ok(roots.every((path) => ![root().path, '/'].includes(path)))
      assert.match(panel.webview.html, /default-src 'none'; img-src https:\/\/page\.test;/)
    })

    test('inserts the link at the cursor of the last document, puts an image aside, and restores it', async () => {
      const editor = await generated('a moving moose')
      const bytes = await read('docs/images/a-moving-moose.png')
      const panel = await openGallery(ui)
      const { key } = await entryOf(panel, 'a-moving-moose.png')
      await editor.edit((edit) => edit.replace(new vscode.Range(0, 0, 9, 0), 'See .'))
      editor.selection = new vscode.Selection(0, 4, 0, 4)
      panel.post({ type: 'act', action: 'insert', key })
      await eventually(
        'the link',
        () => editor.document.getText() === 'See ![a moving moose](images/a-moving-moose.png).',
      )
      panel.post({ type: 'act', action: 'aside', key })
      await untilDone(panel, 'a-moving-moose.png was moved to the kept images.')
      const kept = await entryOf(panel, 'a-moving-moose.png', /discarded/)
      assert.deepEqual(await list('docs/images'), [])
      panel.post({ type: 'act', action: 'restore', key: kept.key })
      await untilDone(panel, 'a-moving-moose.png was restored.')
      await entryOf(panel, 'a-moving-moose.png')
      assertSameBytes(await read('docs/images/a-moving-moose.png'), bytes)
    })

    test('says that a file is missing, and restores it: it is downloaded again, and nothing is paid', async () => {
      await generated('a missing mouse')
      const bytes = await read('docs/images/a-missing-mouse.png')
      const { accepted } = await stats()
      const panel = await openGallery(ui)
      await entryOf(panel, 'a-missing-mouse.png')
      await remove('docs/images/a-missing-mouse.png')
      const { src, actions, key } = await entryOf(panel, 'a-missing-mouse.png', /missing/)
      assert.deepEqual([src, actions], [undefined, ['restore', 'copyPrompt']])
      panel.post({ type: 'act', action: 'restore', key })
      await eventually('the file', async () => (await list('docs/images')).includes('a-missing-mouse.png'))
      assertSameBytes(await read('docs/images/a-missing-mouse.png'), bytes)
      assert.equal((await stats()).accepted, accepted)
    })

    test('does nothing for what isn’t a message of its page, or names an image that it doesn’t show', async () => {
      await generated('a calm carp')
      const panel = await openGallery(ui)
      const { key } = await entryOf(panel, 'a-calm-carp.png')
      const bad = [
        null,
        'ready',
        { type: 'act', action: 'delete', key },
        { type: 'act', action: 'aside', key, uri: 'file:///etc/passwd' },
        { type: 'act', action: 'aside', key: 'file:///etc/passwd' },
        { type: 'choose', job: 'job', key },
      ]
      for (const message of bad) panel.post(message as object)
      panel.post({ type: 'act', action: 'copyPrompt', key })
      await eventually('the prompt', async () => (await vscode.env.clipboard.readText()) === 'a calm carp')
      assert.deepEqual(await list('docs/images'), ['a-calm-carp.png'])
      assert.deepEqual(ui.messages, [])
    })
  })
}
