import assert from 'node:assert/strict'
import { mkdir, readdir, readFile, rename } from 'node:fs/promises'
import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import * as vscode from 'vscode'
import { eventually, latestJob, list, openDocument, root, wish } from './support.ts'
import { withPerson } from './with-person.ts'

/** What the record of a job says, in all its files. */
async function recordOf(job: string): Promise<string> {
  const folder = join(homedir(), '.local', 'share', 'fluxkit', 'jobs', job)
  const texts = await Promise.all(
    (await readdir(folder)).map((name) => readFile(join(folder, name), 'utf8').catch(() => '')),
  )
  return texts.join('\n')
}

export function defineMoved(): void {
  suite('An image that is moved', () => {
    const ui = withPerson('docs', 'art')

    /** An image and its job. */
    async function image(prompt: string): Promise<{ readonly job: string; readonly file: vscode.Uri }> {
      await openDocument('docs/guide.md', '')
      ui.answer(...wish(prompt))
      await vscode.commands.executeCommand('fluxkit.generateImage')
      const [name = ''] = await list('docs/images')
      return { job: await latestJob(), file: vscode.Uri.joinPath(root(), 'docs', 'images', name) }
    }

    async function renameTo(from: vscode.Uri, path: string): Promise<void> {
      const edit = new vscode.WorkspaceEdit()
      edit.renameFile(from, vscode.Uri.joinPath(root(), path))
      assert.ok(await vscode.workspace.applyEdit(edit))
    }

    test('by its new name stays the image of its job', async () => {
      const { job, file } = await image('a renamed fox')
      // The history searches no such folder.
      await renameTo(file, 'art/node_modules/reynard.png')
      await eventually('the new name in the record', async () =>
        (await recordOf(job)).includes('/art/node_modules/reynard.png'),
      )
    })

    test('with its folder stays the image of its job', async () => {
      const { job } = await image('a travelling fox')
      await renameTo(vscode.Uri.joinPath(root(), 'docs', 'images'), 'art')
      await eventually('the new place in the record', async () =>
        (await recordOf(job)).includes('/art/a-travelling-fox.png'),
      )
    })

    test('outside of the editor is found again by its bytes when the history is shown', async () => {
      const { job, file } = await image('a smuggled fox')
      const target = vscode.Uri.joinPath(root(), 'art', 'deep', 'smuggled.png').fsPath
      await mkdir(dirname(target), { recursive: true })
      await rename(file.fsPath, target)
      await eventually('the new place in the record', async () => {
        await vscode.commands.executeCommand('fluxkit.showHistory')
        return (await recordOf(job)).includes('/art/deep/smuggled.png')
      })
    })
  })
}
