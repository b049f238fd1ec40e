import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import { eventually, list, root, stats, wish } from './support.ts'
import { withPerson } from './with-person.ts'

let count = 0

/** A notebook on disk, as Jupyter writes it, and shown. */
async function openNotebook(...cells: readonly (readonly [type: 'markdown' | 'code', text: string])[]) {
  const uri = vscode.Uri.joinPath(root(), 'nb', `book${count++}.ipynb`)
  const written = cells.map(([type, text], index) => ({
    cell_type: type,
    id: `cell${index}`,
    metadata: {},
    source: text.split(/(?<=\n)/),
    ...(type === 'code' ? { execution_count: null, outputs: [] } : {}),
  }))
  const book = { cells: written, metadata: {}, nbformat: 4, nbformat_minor: 5 }
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(JSON.stringify(book)))
  const notebook = await vscode.workspace.openNotebookDocument(uri)
  const editor = await vscode.window.showNotebookDocument(notebook)
  return { uri, notebook, editor }
}

export function defineNotebook(): void {
  suite('A notebook', () => {
    const ui = withPerson('nb')

    async function edit(editor: vscode.NotebookEditor, cell: number): Promise<vscode.TextDocument> {
      const { document } = editor.notebook.cellAt(cell)
      editor.selection = new vscode.NotebookRange(cell, cell + 1)
      await eventually('the cell', async () => {
        await vscode.commands.executeCommand('notebook.cell.edit')
        return vscode.window.activeTextEditor?.document === document
      })
      return document
    }

    /** An image is requested in the second cell, which then changes; it arrives when that is done. */
    async function requestMeanwhile(editor: vscode.NotebookEditor, change: () => Promise<unknown>): Promise<void> {
      await edit(editor, 1)
      await vscode.commands.executeCommand('cursorBottom')
      await eventually('the cursor', () => vscode.window.activeTextEditor?.selection.active.character === 6)
      const before = (await stats()).accepted
      const release = ui.holdArrival()
      ui.answer(...wish('a red fox'))
      const ended = vscode.commands.executeCommand('fluxkit.generateImage')
      await eventually('the submission', async () => (await stats()).accepted > before)
      await change()
      release()
      await ended
    }

    test('has the image beside it, and the link in the Markdown cell that is edited', async () => {
      const { editor, notebook } = await openNotebook(['markdown', '# Foxes'], ['markdown', 'Here: '])
      const document = await edit(editor, 1)
      await vscode.commands.executeCommand('cursorBottom')
      await eventually('the cursor', () => vscode.window.activeTextEditor?.selection.active.character === 6)
      ui.answer(...wish('a red fox'))
      await vscode.commands.executeCommand('fluxkit.generateImage')
      assert.deepEqual(await list('nb/images'), ['a-red-fox.png'])
      assert.equal(document.getText(), 'Here: ![a red fox](images/a-red-fox.png)')
      await notebook.save()
    })

    test('has the link below the text of the Markdown cell that is selected', async () => {
      const { editor, notebook } = await openNotebook(['markdown', 'A fox:'], ['code', 'x = 1'])
      editor.selection = new vscode.NotebookRange(0, 1)
      await eventually('the selection', () => vscode.window.activeNotebookEditor?.selection.start === 0)
      ui.answer(...wish('a red fox'))
      await vscode.commands.executeCommand('fluxkit.generateImage')
      assert.equal(notebook.cellAt(0).document.getText(), 'A fox:\n\n![a red fox](images/a-red-fox.png)')
      assert.equal(notebook.cellAt(1).document.getText(), 'x = 1')
    })

    test('that was closed meanwhile gets the link in its cell, and is saved', async () => {
      const { uri, editor } = await openNotebook(['markdown', 'One'], ['markdown', 'Here: '])
      await requestMeanwhile(editor, async () => {
        await vscode.commands.executeCommand('workbench.action.closeAllEditors')
        await eventually('no notebook', () => vscode.window.activeNotebookEditor === undefined)
      })
      const saved = JSON.parse(Buffer.from(await vscode.workspace.fs.readFile(uri)).toString()) as {
        cells: { source: string[] }[]
      }
      assert.deepEqual(
        saved.cells.map(({ source }) => source.join('')),
        ['One', 'Here: ![a red fox](images/a-red-fox.png)'],
      )
    })

    test('that is renamed meanwhile gets the link in its cell, from where it is now', async () => {
      const { uri, editor } = await openNotebook(['markdown', 'One'], ['markdown', 'Here: '])
      const moved = vscode.Uri.joinPath(root(), 'nb', 'deep', 'moved.ipynb')
      await requestMeanwhile(editor, async () => {
        const rename = new vscode.WorkspaceEdit()
        rename.renameFile(uri, moved)
        assert.ok(await vscode.workspace.applyEdit(rename))
        await eventually('the moved notebook', async () => (await list('nb/deep')).includes('moved.ipynb'))
      })
      const notebook = await vscode.workspace.openNotebookDocument(moved)
      assert.equal(notebook.cellAt(1).document.getText(), 'Here: ![a red fox](../images/a-red-fox.png)')
      await notebook.save()
    })

    test('gets the link in its cell though the cell was moved meanwhile', async () => {
      const { editor, notebook } = await openNotebook(['markdown', 'One'], ['markdown', 'Here: '], ['markdown', 'Last'])
      await requestMeanwhile(editor, async () => {
        await vscode.commands.executeCommand('notebook.cell.moveDown')
        await eventually('the move', () => notebook.cellAt(2).document.getText() === 'Here: ')
      })
      const texts = notebook.getCells().map(({ document }) => document.getText())
      assert.deepEqual(texts, ['One', 'Last', 'Here: ![a red fox](images/a-red-fox.png)'])
      await notebook.save()
    })

    test('whose cell was deleted meanwhile has the image beside it: the message says where', async () => {
      const { editor, notebook } = await openNotebook(['markdown', 'One'], ['markdown', 'Here: '])
      await requestMeanwhile(editor, async () => {
        const change = new vscode.WorkspaceEdit()
        change.set(notebook.uri, [vscode.NotebookEdit.deleteCells(new vscode.NotebookRange(1, 2))])
        assert.ok(await vscode.workspace.applyEdit(change))
      })
      assert.deepEqual(
        notebook.getCells().map(({ document }) => document.getText()),
        ['One'],
      )
      assert.deepEqual(await list('nb/images'), ['a-red-fox.png'])
      assert.match(String(ui.messages.at(-1)), /a-red-fox\.png/)
      await notebook.save()
    })

    test('has the image beside it and no text in a code cell that is edited: a path would break the code', async () => {
      const { editor, notebook } = await openNotebook(['code', 'show()'])
      const document = await edit(editor, 0)
      await vscode.commands.executeCommand('cursorBottom')
      await vscode.commands.executeCommand('cursorLeft')
      await eventually('the cursor', () => vscode.window.activeTextEditor?.selection.active.character === 5)
      ui.answer(...wish('a red fox'))
      await vscode.commands.executeCommand('fluxkit.generateImage')
      assert.deepEqual(await list('nb/images'), ['a-red-fox.png'])
      assert.equal(document.getText(), 'show()')
      assert.equal(notebook.isDirty, false)
      assert.match(String(ui.messages.at(-1)), /a-red-fox\.png/)
    })

    test('has the image beside it and no text in a code cell that is only selected: the message says where', async () => {
      const { editor, notebook } = await openNotebook(['code', 'x = 1'])
      editor.selection = new vscode.NotebookRange(0, 1)
      await eventually('the selection', () => vscode.window.activeNotebookEditor?.selection.start === 0)
      ui.answer(...wish('a red fox'))
      await vscode.commands.executeCommand('fluxkit.generateImage')
      assert.deepEqual(await list('nb/images'), ['a-red-fox.png'])
      assert.equal(notebook.cellAt(0).document.getText(), 'x = 1')
      assert.equal(notebook.isDirty, false)
      assert.match(String(ui.messages.at(-1)), /a-red-fox\.png/)
    })

    test('has its placeholders filled beside it', async () => {
      const { notebook } = await openNotebook(['markdown', '![a red fox](img/fox.png)'])
      const { document } = notebook.cellAt(0)
      await vscode.commands.executeCommand('fluxkit.fillPlaceholder', document.uri.toString(), 3)
      assert.deepEqual(await list('nb/img'), ['fox.png'])
    })
  })
}
