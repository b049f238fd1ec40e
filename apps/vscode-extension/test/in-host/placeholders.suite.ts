import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import { addFault, eventually, isPng, list, openDocument, read, stats } from './support.ts'
import { withPerson } from './with-person.ts'

async function actionsAt(editor: vscode.TextEditor, line: number, character = 3): Promise<vscode.CodeAction[]> {
  const range = new vscode.Range(line, character, line, character)
  const found = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    editor.document.uri,
    range,
  )
  return found.filter((action) => action.command?.command.startsWith('fluxkit.'))
}

export function definePlaceholders(): void {
  suite('Placeholders', () => {
    const ui = withPerson('docs')

    test('one: its text is the prompt, its path the place, without questions', async () => {
      const editor = await openDocument('docs/guide.md', '![a red fox](img/my%20fox.png)\n')
      let fill: vscode.CodeAction | undefined
      // The editor gives up a search for actions when one of its own extensions registers some meanwhile.
      await eventually('the action', async () => {
        fill = (await actionsAt(editor, 0).catch(() => []))[0]
        return fill !== undefined
      })
      assert.equal(fill?.title, 'Generate this image')
      await vscode.commands.executeCommand(
        fill.command?.command ?? '',
        ...((fill?.command?.arguments ?? []) as unknown[]),
      )
      assert.deepEqual(await list('docs/img'), ['my fox.png'])
      assert.equal(editor.document.getText(), '![a red fox](img/my%20fox.png)\n')
    })

    test('that is clicked twice, or right after another one, is made once', async () => {
      const { document } = await openDocument('docs/guide.md', '![a fox](fox.png)![an owl](owl.png)\n')
      const before = (await stats()).accepted
      const fill = (): Thenable<unknown> =>
        vscode.commands.executeCommand('fluxkit.fillPlaceholder', document.uri.toString(), 17, 'owl.png')
      await Promise.all([fill(), fill()])
      assert.deepEqual(
        (await list('docs')).filter((name) => name.endsWith('.png')),
        ['owl.png'],
      )
      assert.equal((await stats()).accepted, before + 1)
    })

    test('that exist, or lie elsewhere, get no action', async () => {
      const editor = await openDocument(
        'docs/guide.md',
        '![a](https://example.com/a.png)\n![b](../../../../etc/b.png)\n',
      )
      assert.deepEqual(await actionsAt(editor, 0), [])
      assert.deepEqual(await actionsAt(editor, 1), [])
    })

    test('all of a file, after one question that names them', async () => {
      const text =
        '![fox](img/fox.png)\n\n<img src="img/owl.png" alt="owl">\n\n`![no](img/no.png)`\n![fox again](img/fox.png)\n'
      await openDocument('docs/guide.md', text)
      ui.press(/Generate 2 missing images\?/, 'Generate')
      await vscode.commands.executeCommand('fluxkit.generateMissingImages')
      assert.deepEqual(await list('docs/img'), ['fox.png', 'owl.png'])
      assert.match(ui.messages.join('\n'), /2 of 2 images are in place/)
    })

    test('nothing is made when the user declines', async () => {
      await openDocument('docs/guide.md', '![fox](img/fox.png)\n')
      await vscode.commands.executeCommand('fluxkit.generateMissingImages')
      assert.deepEqual(await list('docs/img'), [])
    })

    test('whose bytes have another format than the path says: the path follows the file', async () => {
      await addFault({ kind: 'image-jpeg', times: 1 })
      const editor = await openDocument('docs/guide.md', 'Text ![a red fox](img/fox.png "title")\n')
      const [fill] = await actionsAt(editor, 0, 8)
      await vscode.commands.executeCommand(
        fill?.command?.command ?? '',
        ...((fill?.command?.arguments ?? []) as unknown[]),
      )
      assert.deepEqual(await list('docs/img'), ['fox.jpg'])
      assert.equal(editor.document.getText(), 'Text ![a red fox](img/fox.jpg "title")\n')
    })

    test('whose path the user changed meanwhile: what they wrote stays, and the message says where the image is', async () => {
      await addFault({ kind: 'image-jpeg', times: 1 })
      const { document } = await openDocument('docs/guide.md', '![a red fox](img/fox.png)\n')
      const release = ui.holdArrival()
      const filled = vscode.commands.executeCommand('fluxkit.fillPlaceholder', document.uri.toString(), 0)
      await eventually('the image', async () => (await list('docs/img')).length > 0)
      const edit = new vscode.WorkspaceEdit()
      edit.replace(document.uri, new vscode.Range(0, 17, 0, 20), 'wolf')
      assert.ok(await vscode.workspace.applyEdit(edit))
      release()
      await filled
      assert.equal(document.getText(), '![a red fox](img/wolf.png)\n')
      assert.match(ui.messages.join('\n'), /fox\.jpg/)
    })

    test('show a lens each when the setting says so', async () => {
      const { document } = await openDocument(
        'docs/page.html',
        '<img src="a.png" alt="one">\n<img src="b.png" alt="two">\n',
      )
      const lenses = async (): Promise<string[]> => {
        const found = await vscode.commands.executeCommand<vscode.CodeLens[]>(
          'vscode.executeCodeLensProvider',
          document.uri,
          9,
        )
        return found.map((lens) => lens.command?.title ?? '').filter((title) => title.includes('Generate'))
      }
      assert.deepEqual(await lenses(), [])
      const settings = vscode.workspace.getConfiguration('fluxkit')
      await settings.update('codeLens', true, vscode.ConfigurationTarget.Global)
      try {
        assert.deepEqual(await lenses(), ['$(sparkle) Generate: one', '$(sparkle) Generate: two'])
      } finally {
        await settings.update('codeLens', undefined, vscode.ConfigurationTarget.Global)
      }
    })

    test('of an image that is made are bytes of that image', async () => {
      const editor = await openDocument('docs/a.rst', '.. image:: fox.png\n   :alt: a red fox\n')
      await vscode.commands.executeCommand('fluxkit.fillPlaceholder', editor.document.uri.toString(), 3)
      assert.ok(isPng(await read('docs/fox.png')))
    })
  })
}
