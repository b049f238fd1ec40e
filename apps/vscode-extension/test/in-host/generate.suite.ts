import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import { createImageWriter } from '../../src/platform/images.ts'
import { MemoryFiles } from './memory-files.ts'
import { addFault, clearFaults, eventually, isPng, list, openDocument, read, root, stats, wish } from './support.ts'
import { withPerson } from './with-person.ts'

const generate = 'fluxkit.generateImage'

export function defineGenerate(): void {
  suite('Generating', () => {
    const ui = withPerson('docs', 'images', 'assets')

    test('saves one file beside the document and puts a link at the cursor', async () => {
      const { document } = await openDocument('docs/guide.md', '# Guide\n\n')
      ui.answer(...wish('A red fox, at dawn'))
      await vscode.commands.executeCommand(generate)
      assert.deepEqual(await list('docs/images'), ['a-red-fox-at-dawn.png'])
      assert.ok(isPng(await read('docs/images/a-red-fox-at-dawn.png')))
      assert.equal(document.getText(), '# Guide\n\n![A red fox, at dawn](images/a-red-fox-at-dawn.png)')
    })

    test('never overwrites: the second image gets a number', async () => {
      const { document } = await openDocument('docs/guide.md', '')
      for (let number = 0; number < 2; number++) {
        ui.answer(...wish('a red fox'))
        await vscode.commands.executeCommand(generate)
      }
      assert.equal(document.getText(), '![a red fox](images/a-red-fox.png)![a red fox](images/a-red-fox-2.png)')
      assert.deepEqual(await list('docs/images'), ['a-red-fox-2.png', 'a-red-fox.png'])
    })

    test('in two windows that save under one name at the same time costs no image', async () => {
      const folder = vscode.Uri.joinPath(root(), 'images')
      const texts = Array.from({ length: 20 }, (_, index) => `image ${index}`)
      // One writer for a window. They know nothing of each other.
      const writes = texts.map((text) => createImageWriter()(folder, 'fox', 'png', new TextEncoder().encode(text)))
      const files = await Promise.all(writes)
      const found = await Promise.all(files.map((file) => vscode.workspace.fs.readFile(file)))
      assert.deepEqual(
        found.map((bytes) => Buffer.from(bytes).toString()),
        texts,
      )
      assert.equal((await list('images')).length, texts.length)
    })

    test('takes the extension from the bytes, whatever the link says', async () => {
      await addFault({ kind: 'image-jpeg', times: 1 })
      await openDocument('docs/guide.md', '')
      ui.answer(...wish('a jpeg fox'))
      await vscode.commands.executeCommand(generate)
      assert.deepEqual(await list('docs/images'), ['a-jpeg-fox.jpg'])
    })

    test('in HTML writes an img element', async () => {
      const { document } = await openDocument('docs/page.html', '<p></p>\n')
      ui.answer(...wish('a "red" fox'))
      await vscode.commands.executeCommand(generate)
      assert.equal(document.getText(), '<p></p>\n<img src="images/a-red-fox.png" alt="a &quot;red&quot; fox">')
    })

    test('puts the link where the cursor was, though the text changed meanwhile', async () => {
      const editor = await openDocument('docs/guide.md', 'first\nsecond\n')
      editor.selection = new vscode.Selection(1, 6, 1, 6)
      const before = (await stats()).accepted
      const release = ui.holdArrival()
      ui.answer(...wish('a moving fox'))
      const ended = vscode.commands.executeCommand(generate)
      await eventually('the order', async () => (await stats()).accepted > before)
      const edit = new vscode.WorkspaceEdit()
      edit.insert(editor.document.uri, new vscode.Position(0, 0), 'zeroth\n')
      await vscode.workspace.applyEdit(edit)
      release()
      await ended
      assert.equal(editor.document.getText(), 'zeroth\nfirst\nsecond![a moving fox](images/a-moving-fox.png)\n')
    })

    test('follows the setting of the workspace folder', async () => {
      const { document } = await openDocument('docs/page.md', '')
      const settings = vscode.workspace.getConfiguration('fluxkit', document.uri)
      await settings.update('outputDirectory', 'assets/${documentBaseName}', vscode.ConfigurationTarget.WorkspaceFolder)
      try {
        ui.answer(...wish('a red fox'))
        await vscode.commands.executeCommand(generate)
        assert.deepEqual(await list('assets/page'), ['a-red-fox.png'])
        assert.equal(document.getText(), '![a red fox](../assets/page/a-red-fox.png)')
      } finally {
        await settings.update('outputDirectory', undefined, vscode.ConfigurationTarget.WorkspaceFolder)
      }
    })

    test('goes to the folder of the document, among several roots', async () => {
      await openDocument('docs/other.md', '', 1)
      ui.answer(...wish('a red fox'))
      await vscode.commands.executeCommand(generate)
      assert.deepEqual([await list('docs/images', 0), await list('docs/images', 1)], [[], ['a-red-fox.png']])
    })

    test('without a document asks which folder, among several roots', async () => {
      ui.dialogs.folder = 1
      ui.answer(...wish('a red fox'))
      await vscode.commands.executeCommand(generate)
      assert.deepEqual(await list('images', 1), ['a-red-fox.png'])
    })

    test('is not submitted when the user leaves the question for the folder', async () => {
      const before = (await stats()).accepted
      ui.dialogs.folder = -1
      ui.answer(...wish('a red fox'))
      await vscode.commands.executeCommand(generate)
      assert.equal((await stats()).accepted, before)
      assert.equal(ui.dialogs.savedAs, undefined)
    })

    test('without a folder asks where to save, and never overwrites there', async () => {
      const folder = vscode.Uri.joinPath(vscode.workspace.workspaceFolders?.[0]?.uri ?? vscode.Uri.file('/'), 'assets')
      await withoutFolders(async () => {
        for (let number = 0; number < 2; number++) {
          ui.dialogs.save = vscode.Uri.joinPath(folder, 'My Fox.png')
          ui.answer(...wish('a homeless fox'))
          await vscode.commands.executeCommand(generate)
        }
      })
      assert.match(String(ui.dialogs.savedAs?.defaultUri?.path), /\/home\/a-homeless-fox\.png$/)
      assert.deepEqual(await list('assets'), ['My Fox-2.png', 'My Fox.png'])
    })

    test('without a folder submits nothing when the dialog is dismissed', async () => {
      const before = (await stats()).accepted
      await withoutFolders(async () => {
        ui.answer(...wish('a homeless fox'))
        await vscode.commands.executeCommand(generate)
      })
      assert.equal((await stats()).accepted, before)
    })

    test('takes a long prompt from an editor, and puts the link where the cursor was', async () => {
      const { document } = await openDocument('docs/guide.md', 'Here: ')
      const [, ...options] = wish('')
      ui.answer((pick) => pick.accept(/Write a long prompt in an editor/), ...options)
      let titles: (string | undefined)[] = []
      ui.press(/Write the prompt in the editor/, 'Continue', async () => {
        const editor = vscode.window.activeTextEditor
        assert.equal(editor?.document.isUntitled, true)
        // The prompt of a question that was left is kept.
        const all = new vscode.Range(0, 0, 99, 0)
        await editor?.edit((edit) => edit.replace(all, 'A fox.\n\nIt is red.\n'))
        const lenses = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          editor?.document.uri,
        )
        titles = lenses.map((lens) => lens.command?.title)
      })
      await vscode.commands.executeCommand(generate)
      assert.deepEqual(titles, ['$(sparkle) Continue with this prompt', 'Cancel'])
      assert.equal(document.getText(), 'Here: ![A fox. It is red](images/a-fox-it-is-red.png)')
      assert.ok(vscode.window.tabGroups.all.every(({ tabs }) => tabs.every((tab) => !tab.label.startsWith('Untitled'))))
    })

    test('submits nothing when the editor of a long prompt is closed', async () => {
      const before = (await stats()).accepted
      await openDocument('docs/guide.md', '')
      ui.answer((pick) => pick.accept(/Write a long prompt in an editor/))
      ui.press(/Write the prompt in the editor/, 'Continue', () => new Promise(() => undefined))
      const ended = vscode.commands.executeCommand(generate)
      await eventually('the editor', () => vscode.window.activeTextEditor?.document.isUntitled === true)
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor')
      await ended
      assert.equal((await stats()).accepted, before)
    })

    test('in reStructuredText, in the middle of a paragraph, becomes a separate block', async () => {
      const editor = await openDocument('docs/guide.rst', 'One two\n')
      editor.selection = new vscode.Selection(0, 3, 0, 3)
      ui.answer(...wish('a red fox'))
      await vscode.commands.executeCommand(generate)
      const link = '.. image:: images/a-red-fox.png\n   :alt: a red fox'
      assert.equal(editor.document.getText(), `One\n\n${link}\n\ntwo\n`)
    })

    test('on a virtual file system saves there, only by its own functions', async () => {
      const files = new MemoryFiles()
      const registration = vscode.workspace.registerFileSystemProvider('memory', files)
      try {
        const uri = vscode.Uri.parse('memory:/project/guide.md')
        files.writeFile(uri, new TextEncoder().encode('# Guide\n'))
        const document = await vscode.workspace.openTextDocument(uri)
        const editor = await vscode.window.showTextDocument(document)
        editor.selection = new vscode.Selection(1, 0, 1, 0)
        ui.answer(...wish('a virtual fox'))
        await vscode.commands.executeCommand(generate)
        assert.equal(document.getText(), '# Guide\n![a virtual fox](images/a-virtual-fox.png)')
        assert.deepEqual(files.names(), ['/project/guide.md', '/project/images/a-virtual-fox.png'])
        await document.save()
      } finally {
        registration.dispose()
      }
    })

    test('into an untitled document links from the workspace folder', async () => {
      const document = await vscode.workspace.openTextDocument({ language: 'markdown', content: '' })
      await vscode.window.showTextDocument(document)
      ui.answer(...wish('a red fox'))
      await vscode.commands.executeCommand(generate)
      assert.equal(document.getText(), '![a red fox](images/a-red-fox.png)')
      await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor')
    })

    test('from a selection takes it as the prompt and writes the link in a paragraph below', async () => {
      const editor = await openDocument('docs/guide.md', 'A blue whale\nnext\n')
      editor.selection = new vscode.Selection(0, 0, 0, 12)
      ui.answer(...wish('').slice(1))
      await vscode.commands.executeCommand('fluxkit.generateFromSelection')
      assert.equal(editor.document.getText(), 'A blue whale\n\n![A blue whale](images/a-blue-whale.png)\n\nnext\n')
    })

    test('again needs only the prompt', async () => {
      await openDocument('docs/guide.md', '')
      ui.answer((pick) => {
        pick.type('a second fox')
        pick.accept()
      })
      await vscode.commands.executeCommand('fluxkit.generateAgain')
      assert.deepEqual(await list('docs/images'), ['a-second-fox.png'])
    })

    test('of several images keeps the one that is chosen', async () => {
      const { document } = await openDocument('docs/guide.md', '')
      ui.answer(...wish('twins', /dev/, /1024/, /^2 images/))
      ui.choose(1)
      await vscode.commands.executeCommand(generate)
      await eventually('the link', () => document.getText() === '![twins](images/twins-2.png)')
      assert.deepEqual(await list('docs/images'), ['twins-2.png'])
    })

    test('of several images keeps all when asked to', async () => {
      const { document } = await openDocument('docs/guide.md', '')
      ui.answer(...wish('pair', /dev/, /1024/, /^2 images/))
      ui.choose('all')
      await vscode.commands.executeCommand(generate)
      const links = '![pair](images/pair.png)\n![pair](images/pair-2.png)'
      await eventually('both links', () => document.getText() === links)
    })

    test('can be stopped: waiting ends at once, and the result can be collected later', async () => {
      await openDocument('docs/guide.md', '')
      const before = (await stats()).faultsInjected
      // No poll is answered before the wait was stopped.
      await addFault({ kind: 'slow', operation: 'poll', ms: 3_600_000 })
      ui.answer(...wish('a stopped fox'), (pick) => pick.pressItemButton())
      const ended = vscode.commands.executeCommand(generate)
      await eventually('the first poll', async () => (await stats()).faultsInjected > before)
      await vscode.commands.executeCommand('fluxkit.showRunning')
      await ended
      await clearFaults()
      assert.match(ui.messages.join('\n'), /It was stopped\. .*You can recover it later/)
      assert.deepEqual(await list('docs/images'), [])
      await vscode.commands.executeCommand('fluxkit.recover')
      assert.equal((await list('docs/images')).length, 1)
    })

    test('in the sandbox needs neither token nor service', async () => {
      const before = (await stats()).accepted
      await vscode.commands.executeCommand('fluxkit.useSandbox', true)
      try {
        await openDocument('docs/guide.md', '')
        ui.answer(...wish('a sandbox fox'))
        await vscode.commands.executeCommand(generate)
        assert.ok(isPng(await read('docs/images/a-sandbox-fox.png')))
        assert.equal((await stats()).accepted, before)
      } finally {
        await vscode.workspace
          .getConfiguration('fluxkit')
          .update('sandbox', undefined, vscode.ConfigurationTarget.Global)
      }
    })

    test('stops at the limit of the session, and continues when a user allows it', async () => {
      const settings = vscode.workspace.getConfiguration('fluxkit')
      await settings.update('limit.picturesPerSession', 1, vscode.ConfigurationTarget.Global)
      try {
        await openDocument('docs/guide.md', '')
        ui.answer(...wish('over the limit'))
        await vscode.commands.executeCommand(generate)
        assert.match(ui.messages.join('\n'), /exceed the limit of 1 image in this session/)
        assert.deepEqual(await list('docs/images'), [])
        ui.answer(...wish('over the limit'))
        ui.press(/exceed the limit/, 'Continue')
        await vscode.commands.executeCommand(generate)
        assert.deepEqual(await list('docs/images'), ['over-the-limit.png'])
      } finally {
        await settings.update('limit.picturesPerSession', 1_000, vscode.ConfigurationTarget.Global)
      }
    })
  })
}

/** As in a window that was opened without any folder. */
async function withoutFolders(run: () => Promise<void>): Promise<void> {
  const { workspace } = vscode
  const own = Object.getOwnPropertyDescriptor(workspace, 'workspaceFolders')
  assert.ok(own)
  Object.defineProperty(workspace, 'workspaceFolders', { ...own, get: () => undefined })
  try {
    await run()
  } finally {
    Object.defineProperty(workspace, 'workspaceFolders', own)
  }
}
