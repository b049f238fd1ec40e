import * as vscode from 'vscode'
import { basename, dirname } from '../../model/naming/posix-path.ts'
import { stemOf } from '../../model/naming/stem-of.ts'
import { slug } from '@fluxkit/jobs'
import { fileOf } from '../../platform/document-file.ts'
import { imageFolder, workspaceFolderOf } from '../../platform/workspace-clues.ts'
import type { Services } from '../../services.ts'
import { pickModel } from '../questions/pick-options.ts'
import { inputPrompt } from '../questions/input-prompt.ts'
import { createMemory } from '../submission/last-choices.ts'
import { back } from '../../platform/step-pick.ts'
import { loadCosts } from '../submission/costs.ts'
import { type ImageRequest, submit } from '../submission/image-request.ts'
import { ensureReady } from '../submission/ready.ts'
import { showFailure } from '../submission/show-failure.ts'
import { jobOf } from '../history/history-node.ts'
import { restore } from '../kept/restore.ts'
import { compare } from './compare.ts'
import { findSource, imageAt, imageOfTab } from './find-source.ts'
import { createReplacements } from './replacements.ts'
import { allowsUpload } from './upload-consent.ts'
import { t } from '../../platform/t.ts'

const totalSteps = 2

export interface EditCommands {
  /** @param argument What a menu passes: the image, or nothing. */
  editImage(argument?: unknown): Promise<void>
  editImageUnderCursor(): Promise<void>
  /** The replacement of the image that is shown, or the last one. */
  undoReplace(): Promise<void>
  /** Shows an edit beside its original again, with what can be done with the two. */
  compareEdit(jobId: string): Promise<void>
}

export function createEditCommands(services: Services): EditCommands {
  const state = services.context.workspaceState
  const memory = createMemory(state)
  const replacements = createReplacements(services)

  async function chooseEdit(name: string): Promise<Pick<ImageRequest, 'prompt' | 'model'> | undefined> {
    const title = t('editFile', { name })
    const draft = memory.draft('edit')
    for (;;) {
      const placeholder = t('whatChanges')
      const prompt = await inputPrompt({ title, placeholder, recent: memory.prompts, step: 1, totalSteps, draft })
      if (prompt === undefined || prompt === back) return undefined
      const step = { title, step: 2, totalSteps, placeholder: t('whichModel') }
      const model = await pickModel('edit', step, undefined, await loadCosts(services))
      if (model === undefined) return undefined
      if (model !== back) return { prompt, model: 'id' in model ? model.id : model.model }
    }
  }

  /**
   * @param source URI of a file, or a link.
   * @param onImage Called once the image is there.
   */
  async function edit(source: string, document?: vscode.TextDocument, onImage?: () => Promise<void>): Promise<void> {
    if (!(await ensureReady(services))) return
    const { path } = vscode.Uri.parse(source, true)
    const wish = await chooseEdit(basename(path))
    if (wish === undefined) return
    await memory.remember(wish.prompt)
    if (!(await allowsUpload(source, state))) return
    const folder = folderFor(source, document)
    if (folder === undefined) return
    const stem = stemOf(path) || slug(wish.prompt)
    const ended = await submit(services, { action: 'edit', ...wish, count: 1, source, folder, stem: `${stem}-edited` })
    if (ended === undefined) return
    await services.jobs.report(ended.id)
    await memory.draft('edit').keep('')
    if (ended.files.length === 0) return showFailure(services, ended)
    await onImage?.()
    await compare(services, replacements, ended, (drop) => edit(source, document, drop))
  }

  /** An edit becomes a sibling of its original; of a link, an image of the document. */
  function folderFor(source: string, document: vscode.TextDocument | undefined): vscode.Uri | undefined {
    if (!/^https?:/i.test(source)) {
      const uri = vscode.Uri.parse(source, true)
      return uri.with({ path: dirname(uri.path) })
    }
    return imageFolder(document, workspaceFolderOf(document && fileOf(document)))
  }

  async function editImage(argument?: unknown): Promise<void> {
    const source = await findSource(argument)
    if (source === undefined) return
    // A kept image may be deleted one day, with what lies beside it: editing it means that it is wanted again.
    const kept = (await services.kept.list()).find((each) => services.kept.fileOf(each).path === source.path)
    await edit((kept === undefined ? source : await restore(services, kept)).toString())
  }

  async function editImageUnderCursor(): Promise<void> {
    const editor = vscode.window.activeTextEditor
    const source = editor && (await imageAt(editor.document, editor.selection.active))
    // The menu can't know what the cursor is on: without an image there, the user picks one.
    if (source === undefined) return editImage()
    await edit(source, editor?.document)
  }

  async function undoReplace(): Promise<void> {
    const shown = imageOfTab(vscode.window.tabGroups.activeTabGroup.activeTab)
    const original = (shown && (await replacements.undo(shown))) ?? (await replacements.undo())
    if (original === undefined) {
      void vscode.window.showInformationMessage(t('nothingReplaced'))
      return
    }
    await vscode.commands.executeCommand('vscode.open', original)
  }

  async function compareEdit(jobId: string): Promise<void> {
    const job = await jobOf(services.jobs, jobId)
    if (job?.source === undefined) return
    const { source } = job
    await compare(services, replacements, job, (drop) => edit(source, undefined, drop))
  }

  return { editImage, editImageUnderCursor, undoReplace, compareEdit }
}
