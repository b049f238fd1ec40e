import assert from 'node:assert/strict'
import * as vscode from 'vscode'
import { openDocument, root, stats } from './support.ts'
import { withPerson } from './with-person.ts'

interface Manifest {
  readonly contributes: { readonly commands: readonly { readonly command: string }[] }
}

/** What keybindings, tasks and other extensions may pass, and nodes of a tree that are not what they seem. */
const oddArguments: readonly unknown[] = [
  undefined,
  null,
  '',
  'no such job',
  '../../etc/passwd',
  7,
  true,
  {},
  [],
  [undefined],
  { kind: 'job' },
  { kind: 'job', job: null },
  { kind: 'job', job: {} },
  { kind: 'job', job: { id: 7, files: 'none' } },
  { kind: 'job', job: { id: 'no such job', files: [{ uri: 'no uri' }] } },
  { kind: 'file', job: { id: 'no such job' } },
  { kind: 'damaged', entry: null },
  { kind: 'damaged', entry: { id: {} } },
  { kind: 'kept', kept: null },
  { kind: 'kept', kept: {} },
  { kind: 'kept', kept: { id: '../..', from: 7 } },
  vscode.Uri.file('/nowhere/none.png'),
  vscode.Uri.parse('vscode-remote://nowhere/none.png'),
  vscode.Uri.parse('untitled:none.png'),
  vscode.Uri.parse('https://127.0.0.1:9/none.png?a=%'),
]

/** Called by the editor's own menus, which pass what they must. */
const hidden = ['fluxkit.fillPlaceholder', 'fluxkit.compareEdit', 'fluxkit.showOutcome']

/** Texts of errors, of values that are not there, and of what nobody expected. */
const raw = /TypeError|undefined|\bnull\b|NaN|Cannot |is not a|\[object|unexpected/

export function defineOddCalls(): void {
  suite('Commands that are called with something odd', () => {
    const ui = withPerson('docs')
    let showQuickPick: typeof vscode.window.showQuickPick

    setup(() => {
      // The user takes nothing of what is offered.
      showQuickPick = vscode.window.showQuickPick
      Object.assign(vscode.window, { showQuickPick: async () => undefined })
    })
    teardown(() => void Object.assign(vscode.window, { showQuickPick }))

    async function callAll(given: readonly unknown[]): Promise<void> {
      const { accepted } = await stats()
      const manifest = vscode.extensions.getExtension('fluxkit.fluxkit')?.packageJSON as Manifest
      const declared = manifest.contributes.commands.map(({ command }) => command)
      const problems: string[] = []
      for (const command of [...declared, ...hidden]) {
        for (const argument of given) {
          const before = ui.messages.length
          const called = `${command} ${JSON.stringify(argument)}`
          await vscode.commands.executeCommand(command, argument).then(undefined, (error: unknown) => {
            problems.push(`${called}: ${String(error)}`)
          })
          problems.push(...ui.messages.slice(before).flatMap((text) => (raw.test(text) ? [`${called}: ${text}`] : [])))
        }
      }
      const sandbox = vscode.workspace.getConfiguration('fluxkit')
      await sandbox.update('sandbox', undefined, vscode.ConfigurationTarget.Global)
      assert.deepEqual(problems, [])
      assert.equal((await stats()).accepted, accepted)
    }

    test('end, with a sentence or nothing, and submit nothing, in a window without an editor', async () => {
      await callAll(oddArguments)
    })

    test('offer to edit a linked image whose address has a stray percent sign', async () => {
      const { document, selection } = await openDocument('docs/guide.md', '![a](https://127.0.0.1:9/100%.png)')
      assert.equal(document.offsetAt(selection.active), 34)
      let title: string | undefined
      ui.answer((pick) => {
        title = pick.title
        pick.hide()
      })
      await vscode.commands.executeCommand('fluxkit.editImageUnderCursor')
      assert.equal(title, 'Edit 100%.png')
      assert.deepEqual(ui.messages, [])
    })

    test('end in the same way beside a binary file', async () => {
      const file = vscode.Uri.joinPath(root(), 'docs/data.bin')
      await vscode.workspace.fs.writeFile(file, new Uint8Array([0, 1, 2, 0, 255]))
      await vscode.commands.executeCommand('vscode.open', file)
      await callAll([undefined])
    })

    test('end in the same way in a diff', async () => {
      const [left, right] = ['docs/a.md', 'docs/b.md'].map((path) => vscode.Uri.joinPath(root(), path))
      for (const each of [left, right]) if (each) await vscode.workspace.fs.writeFile(each, Buffer.from('# A\n'))
      await vscode.commands.executeCommand('vscode.diff', left, right)
      await callAll([undefined])
    })
  })
}
