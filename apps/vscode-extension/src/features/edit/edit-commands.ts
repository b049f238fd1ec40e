import * as vscode from 'vscode'
import { basename, dirname, splitName } from '../../model/naming/posix-path.ts'
import { safeName, slug } from '@fluxkit/jobs'
import { fileOf } from '../../platform/document-file.ts'
import { pictureFolder, workspaceFolderOf } from '../../platform/workspace-clues.ts'
import type { Services } from '../../services.ts'
import { askModel } from '../generate/ask-look.ts'
import { askPrompt } from '../generate/ask-prompt.ts'
import { createMemory } from '../generate/memory.ts'
import { back } from '../questions/step-pick.ts'
import { loadCosts } from '../order/costs.ts'
import { place } from '../order/order.ts'
import { ensureReady } from '../order/ready.ts'
import { showFailure } from '../order/show-failure.ts'
import { restore } from '../kept/restore.ts'
import { compare } from './compare.ts'
import { findSource, pictureAt, pictureOfTab } from './find-source.ts'
import { createReplacements } from './replacements.ts'
import { allowsUpload } from './upload-consent.ts'
import { t } from '../../platform/t.ts'

const totalSteps = 2

interface EditWish {
  readonly prompt: string
  readonly model: string
}

export interface EditCommands {
  /** @param argument What a menu passes: the picture, or nothing. */
  editImage(argument?: unknown): Promise<void>
  editImageUnderCursor(): Promise<void>
  /** The replacement of the picture that is shown, or the last one. */
  undoReplace(): Promise<void>
}

export function createEditCommands(services: Services): EditCommands {
  const state = services.context.workspaceState
  const memory = createMemory(state)
  const replacements = createReplacements(services)

  async function askEdit(name: string): Promise<EditWish | undefined> {
    const title = t('editFile', { name })
    const draft = memory.draft('edit')
    for (;;) {
      const placeholder = t('whatChanges')
      const prompt = await askPrompt({ title, placeholder, recent: memory.prompts, step: 1, totalSteps, draft })
      if (prompt === undefined || prompt === back) return undefined
      const step = { title, step: 2, totalSteps, placeholder: t('whichModel') }
      const model = await askModel('edit', step, undefined, await loadCosts(services))
      if (model === undefined) return undefined
      if (model !== back) return { prompt, model: 'id' in model ? model.id : model.model }
    }
  }

  /**
   * @param source URI of a file, or a link.
   * @param onPicture Called once the picture is there.
   */
  async function edit(source: string, document?: vscode.TextDocument, onPicture?: () => Promise<void>): Promise<void> {
    if (!(await ensureReady(services))) return
    const path = decodeURIComponent(new URL(source).pathname)
    const wish = await askEdit(basename(path))
    if (wish === undefined) return
    await memory.remember(wish.prompt)
    if (!(await allowsUpload(source, state))) return
    const folder = folderFor(source, document)
    if (folder === undefined) return
    const stem = safeName(splitName(basename(path)).stem) || slug(wish.prompt)
    const ended = await place(services, { action: 'edit', ...wish, source, folder, stem: `${stem}-edited` })
    if (ended === undefined) return
    await services.jobs.reported(ended.id)
    await memory.draft('edit').keep('')
    if (ended.files.length === 0) return showFailure(services, ended)
    await onPicture?.()
    await compare(services, replacements, ended, (drop) => edit(source, document, drop))
  }

  /** An edit becomes a sibling of its original; of a link, a picture of the document. */
  function folderFor(source: string, document: vscode.TextDocument | undefined): vscode.Uri | undefined {
    if (!/^https?:/i.test(source)) {
      const uri = vscode.Uri.parse(source, true)
      return uri.with({ path: dirname(uri.path) })
    }
    return pictureFolder(document, workspaceFolderOf(document && fileOf(document)))
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
    const source = editor && (await pictureAt(editor.document, editor.selection.active))
    if (source === undefined) {
      void vscode.window.showInformationMessage(t('noImageUnderCursor'))
      return
    }
    await edit(source, editor?.document)
  }

  async function undoReplace(): Promise<void> {
    const shown = pictureOfTab(vscode.window.tabGroups.activeTabGroup.activeTab)
    const original = (shown && (await replacements.undo(shown))) ?? (await replacements.undo())
    if (original === undefined) {
      void vscode.window.showInformationMessage(t('nothingReplaced'))
      return
    }
    await vscode.commands.executeCommand('vscode.open', original)
  }

  return { editImage, editImageUnderCursor, undoReplace }
}
