import assert from 'node:assert/strict'
import { basename } from 'node:path'
import * as vscode from 'vscode'
import { createAnchors } from '../../src/anchors/anchors.ts'
import { MemoryFiles } from './memory-files.ts'
import { eventually, list, openDocument, read, stats, wish } from './support.ts'
import { withPerson } from './with-person.ts'

const generate = 'fluxkit.generateImage'
const fox = '![a red fox](images/a-red-fox.png)'

function type(text: string): Thenable<unknown> {
  return vscode.commands.executeCommand('type', { text })
}

function cursor(line: number, character: number, toLine = line, toCharacter = character): vscode.Selection {
  return new vscode.Selection(line, character, toLine, toCharacter)
}

/** The editor hears of selections later than it sets them. */
async function select(editor: vscode.TextEditor, ...selections: vscode.Selection[]): Promise<void> {
  editor.selections = selections
  await eventually('the selection', () => sameSelections(editor.selections, selections))
}

function sameSelections(a: readonly vscode.Selection[], b: readonly vscode.Selection[]): boolean {
  return a.length === b.length && a.every((each, index) => b[index] !== undefined && each.isEqual(b[index]))
}

export function defineInsert(): void {
  suite('An image that arrives', () => {
    const ui = withPerson('docs', 'images', 'moved')

    /** Requests an image at the cursor; it arrives when `arrive` is called. */
    async function request(prompt = 'a red fox', command = generate): Promise<() => Promise<void>> {
      const before = (await stats()).accepted
      const release = ui.holdArrival()
      ui.answer(...(command === generate ? wish(prompt) : wish('').slice(1)))
      const ended = vscode.commands.executeCommand(command)
      await eventually('the submission', async () => (await stats()).accepted > before)
      return async () => {
        release()
        await ended
      }
    }

    test('leaves the cursor in the words that were typed meanwhile', async () => {
      const editor = await openDocument('docs/guide.md', 'Here: ')
      const arrive = await request()
      await type(' and then')
      await arrive()
      await type('!')
      assert.equal(editor.document.getText(), `Here: ${fox} and then!`)
    })

    test('is inserted before a cursor that was never moved, and nothing is selected', async () => {
      const editor = await openDocument('docs/guide.md', 'Here: ')
      await (
        await request()
      )()
      await type('!')
      assert.equal(editor.document.getText(), `Here: ${fox}!`)
    })

    test('moves with words that are typed before its place', async () => {
      const editor = await openDocument('docs/guide.md', 'First\n\nHere: \n\nLast')
      await select(editor, cursor(2, 6))
      const arrive = await request()
      await select(editor, cursor(2, 0))
      await type('Look h')
      await select(editor, cursor(0, 0))
      await type('Zeroth\n\n')
      await arrive()
      assert.equal(editor.document.getText(), `Zeroth\n\nFirst\n\nLook hHere: ${fox}\n\nLast`)
      await eventually('the cursor', () => editor.selection.isEqual(cursor(2, 0)))
    })

    test('does not become part of a selection that ends at its place', async () => {
      const editor = await openDocument('docs/guide.md', 'Here: that\n')
      await select(editor, cursor(0, 6))
      const arrive = await request()
      await select(editor, cursor(0, 0, 0, 6), cursor(0, 6, 0, 10))
      await arrive()
      assert.equal(editor.document.getText(), `Here: ${fox}that\n`)
      await eventually('the selections', () =>
        sameSelections(editor.selections, [cursor(0, 0, 0, 6), cursor(0, 40, 0, 44)]),
      )
    })

    test('leaves several cursors where they are', async () => {
      const editor = await openDocument('docs/guide.md', 'one\ntwo\nthree\n')
      await select(editor, cursor(1, 3))
      const arrive = await request()
      await select(editor, cursor(0, 1), cursor(2, 5))
      await arrive()
      await type('-')
      assert.equal(editor.document.getText(), `o-ne\ntwo${fox}\nthree-\n`)
    })

    test('is taken back by one undo, which leaves the words', async () => {
      const editor = await openDocument('docs/guide.md', 'Here: ')
      const arrive = await request()
      await type('and there')
      await arrive()
      await vscode.commands.executeCommand('undo')
      assert.equal(editor.document.getText(), 'Here: and there')
    })

    test('keeps the line ends of the document', async () => {
      const editor = await openDocument('docs/guide.rst', 'One\r\n\r\nTwo\r\n')
      await select(editor, cursor(0, 3))
      await (
        await request()
      )()
      const link = '.. image:: images/a-red-fox.png\r\n   :alt: a red fox'
      assert.equal(editor.document.getText(), `One\r\n\r\n${link}\r\n\r\nTwo\r\n`)
    })

    test('and another from the same position are both linked, in the order of the requests', async () => {
      const editor = await openDocument('docs/guide.md', 'Here: ')
      const arrive = await request()
      ui.answer(...wish('an owl'))
      // Only the first is held: the second arrives before it.
      await vscode.commands.executeCommand(generate)
      assert.equal(editor.document.getText(), 'Here: ![an owl](images/an-owl.png)')
      await arrive()
      assert.equal(editor.document.getText(), `Here: ${fox}![an owl](images/an-owl.png)`)
    })

    test('and another from the same position are in that order too when the first arrives first', async () => {
      const editor = await openDocument('docs/guide.md', 'Here: ')
      const arrive = await request()
      const arriveLater = await request('an owl')
      await type('and more')
      await arrive()
      await arriveLater()
      assert.equal(editor.document.getText(), `Here: ${fox}![an owl](images/an-owl.png)and more`)
    })

    test('is linked in a document that was closed meanwhile, and saved there', async () => {
      const { document } = await openDocument('docs/closed.md', 'First\n\nHere: \n')
      await select(vscode.window.activeTextEditor as vscode.TextEditor, cursor(2, 6))
      const arrive = await request()
      await type('words')
      await document.save()
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor')
      await eventually('no editor', () => vscode.window.activeTextEditor === undefined)
      await arrive()
      assert.equal(Buffer.from(await read('docs/closed.md')).toString(), `First\n\nHere: ${fox}words\n`)
    })

    test('is not linked in another new document with the same text, empty or not', async () => {
      for (const text of ['', 'Here: ']) {
        const { document } = await openDocument('docs/guide.md', text)
        await document.save()
        const arrive = await request()
        // As a preview it takes the place of the first, which is closed then.
        const other = await openDocument('docs/guide.md', text)
        await eventually('one tab', () => vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs).length === 1)
        await arrive()
        assert.equal(other.document.getText(), text)
        const written = await vscode.workspace.fs.readFile(document.uri)
        assert.match(Buffer.from(written).toString(), /^(?:Here: )?!\[a red fox\]\(images\/a-red-fox(?:-2)?\.png\)$/)
      }
    })

    test('finds its place after a reload, as it was last known, or by its record only', async () => {
      const { document } = await openDocument('docs/guide.md', 'First\n\nHere: \n\nLast\n')
      const values = new Map<string, unknown>()
      const memory = {
        get: (key: string, fallback?: unknown) => values.get(key) ?? fallback,
        update: async (key: string, value: unknown) => void values.set(key, value),
        keys: () => [...values.keys()],
      } as vscode.Memento
      const before = createAnchors(memory)
      const insertion = before.mark(document, new vscode.Position(2, 6), 'link')
      await select(vscode.window.activeTextEditor as vscode.TextEditor, cursor(2, 6))
      await type('and more')
      before.dispose()
      const after = createAnchors(memory)
      assert.deepEqual(after.find(document, insertion), new vscode.Position(2, 6))
      after.dispose()
      values.clear()
      const fresh = createAnchors(memory)
      assert.deepEqual(fresh.find(document, insertion), new vscode.Position(2, 6))
      fresh.dispose()
    })

    test('is linked in a document that was renamed meanwhile', async () => {
      const { document } = await openDocument('docs/before.md', 'Here: ')
      const arrive = await request()
      const renamed = vscode.Uri.joinPath(document.uri, '..', '..', 'moved', 'after.md')
      const edit = new vscode.WorkspaceEdit()
      edit.renameFile(document.uri, renamed)
      await vscode.workspace.applyEdit(edit)
      await arrive()
      const after = await vscode.workspace.openTextDocument(renamed)
      assert.equal(after.getText(), 'Here: ![a red fox](../docs/images/a-red-fox.png)')
      await vscode.window.showTextDocument(after)
    })

    test('from a selection is in a separate paragraph, without the full stop in its alternative text', async () => {
      const editor = await openDocument('docs/guide.md', '- A red fox.\n- next\n')
      await select(editor, cursor(0, 2, 0, 12))
      await (
        await request('', 'fluxkit.generateFromSelection')
      )()
      assert.equal(editor.document.getText(), `- A red fox.\n\n  ![A red fox](images/a-red-fox.png)\n\n- next\n`)
      await eventually('the selection', () => editor.selection.isEqual(cursor(0, 2, 0, 12)))
    })

    test('from a selection that is written in meanwhile stands below all of it', async () => {
      const editor = await openDocument('docs/guide.md', 'A red fox\nsleeps.\n\nEnd\n')
      await select(editor, cursor(0, 0, 1, 6))
      const arrive = await request('', 'fluxkit.generateFromSelection')
      await select(editor, cursor(0, 2))
      await type('small\n\nand ')
      await select(editor, cursor(3, 0))
      await type('soundly ')
      await arrive()
      const alt = 'A red fox sleeps'
      const link = `![${alt}](images/a-red-fox-sleeps.png)`
      assert.equal(editor.document.getText(), `A small\n\nand red fox\nsoundly sleeps.\n\n${link}\n\nEnd\n`)
      await eventually('the cursor', () => editor.selection.isEqual(cursor(3, 8)))
    })

    test('leaves the cursors of both editors of the document where they are', async () => {
      const editor = await openDocument('docs/guide.md', 'one\ntwo\nthree\n')
      await select(editor, cursor(1, 3))
      const arrive = await request()
      const other = await vscode.window.showTextDocument(editor.document, vscode.ViewColumn.Beside)
      await select(other, cursor(1, 3, 2, 2))
      await arrive()
      assert.equal(editor.document.getText(), `one\ntwo${fox}\nthree\n`)
      await eventually('the selection', () => other.selection.isEqual(cursor(1, 3 + fox.length, 2, 2)))
      await type('-')
      assert.equal(editor.document.getText(), `one\ntwo${fox}-ree\n`)
    })

    test('whose document was deleted meanwhile is saved, and the message says where', async () => {
      const { document } = await openDocument('docs/guide.md', 'Here: ')
      const arrive = await request()
      await vscode.commands.executeCommand('workbench.action.closeActiveEditor')
      await eventually('no editor', () => vscode.window.activeTextEditor === undefined)
      await vscode.workspace.fs.delete(document.uri)
      await arrive()
      assert.ok((await list('docs/images')).includes('a-red-fox.png'))
      assert.equal((await list('docs')).includes(basename(document.uri.path)), false)
      assert.match(ui.messages.join('\n'), /Saved a-red-fox\.png/)
    })

    test('is not written into a file that can only be read: the message says where it is', async () => {
      const files = new MemoryFiles()
      const registration = vscode.workspace.registerFileSystemProvider('protected', files)
      try {
        const uri = vscode.Uri.parse('protected:/project/guide.md')
        files.writeFile(uri, new TextEncoder().encode('Here: '))
        files.protected.add(uri.path)
        const document = await vscode.workspace.openTextDocument(uri)
        await vscode.window.showTextDocument(document)
        await (
          await request()
        )()
        assert.equal(document.getText(), 'Here: ')
        assert.deepEqual(files.names(), ['/project/guide.md', '/project/images/a-red-fox.png'])
        assert.match(ui.messages.join('\n'), /a-red-fox\.png/)
      } finally {
        registration.dispose()
      }
    })
  })
}
