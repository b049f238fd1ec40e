import * as vscode from 'vscode'
import { laterCommands, viewTypes } from '../contributions.ts'
import { jobOf } from '../features/history/history-node.ts'
import type { JobView } from '../model/jobs/job-view.ts'
import { t } from '../platform/t.ts'
import type { Services } from '../services.ts'
import { act } from './act.ts'
import { createChoices } from './choices.ts'
import { followLastEditor, type LastEditor } from './last-editor.ts'
import type { ToHost } from './model/protocol.ts'
import { linkPage, type PageLink } from './page-link.ts'

/** How variants are shown to a user: in front, beside the editor, or only with a message. */
export type ChoiceWay = 'show' | 'beside' | 'remind'

export interface Gallery {
  openGallery(): Promise<void>
  /** @param argument A job by its id, or a node of the history; without one, the newest choice that is open. */
  chooseVariant(argument?: unknown, way?: ChoiceWay): Promise<void>
  /** Continues with a panel of an earlier start. */
  revive(panel: vscode.WebviewPanel): Promise<void>
}

/** One panel with the images of this workspace, where variants are chosen as well. */
export function createGallery(services: Services): Gallery {
  const { jobs, log } = services
  const choices = createChoices(services)
  let shown: { readonly link: PageLink; readonly editor: LastEditor; readonly isForChoice: boolean } | undefined
  let opening: Promise<PageLink> | undefined

  async function attach(panel: vscode.WebviewPanel, isForChoice: boolean): Promise<PageLink> {
    const editor = followLastEditor()
    panel.iconPath = vscode.Uri.joinPath(services.context.extensionUri, 'media', 'icon.png')
    const linking = linkPage(services, panel, (message) => void receive(message))
    let isClosed = false
    const close = (link: PageLink): void => {
      link.dispose()
      if (shown?.link === link) shown = undefined
    }
    panel.onDidDispose(() => {
      isClosed = true
      editor.dispose()
      void linking.then(close, () => undefined)
    })
    const link = await linking.catch((error: unknown) => {
      panel.dispose()
      throw error
    })
    // It may have been closed before its images were known.
    if (!isClosed) shown = { link, editor, isForChoice }
    return link
  }

  /** @param isBeside Beside the editor, so that the user can continue writing. */
  function page(isBeside: boolean, isForChoice: boolean): Promise<PageLink> {
    if (shown !== undefined) {
      if (!isBeside) shown.link.panel.reveal()
      return Promise.resolve(shown.link)
    }
    opening ??= attach(newPanel(isBeside), isForChoice).finally(() => (opening = undefined))
    return opening
  }

  function newPanel(isBeside: boolean): vscode.WebviewPanel {
    const { Active, Beside } = vscode.ViewColumn
    const column = { viewColumn: isBeside ? Beside : Active, preserveFocus: isBeside }
    return vscode.window.createWebviewPanel(viewTypes.gallery, t('galleryTitle'), column, { enableFindWidget: true })
  }

  async function receive(message: ToHost): Promise<void> {
    const now = shown
    if (now === undefined) return
    try {
      if (message.type === 'scope') await now.link.showAll(message.isAll)
      if (message.type === 'choose') await choose(message.job, message.key)
      if (message.type === 'act') {
        const subject = now.link.subjectOf(message.key)
        const done = subject && (await act(services, now.editor, message.action, subject))
        if (done !== undefined) now.link.note(done)
      }
    } catch (error) {
      log.error('gallery', error)
      const reason = error instanceof Error ? error.message : String(error)
      void vscode.window.showErrorMessage(t('galleryFailed', { reason }))
    }
  }

  async function choose(jobId: string, key: string | undefined): Promise<void> {
    const subject = key === undefined ? undefined : shown?.link.subjectOf(key)
    if (key !== undefined && (subject?.file === undefined || subject.job?.id !== jobId)) return
    if (!(await choices.make(jobId, subject?.file?.index))) return
    const next = await choices.newest()
    if (next !== undefined) shown?.link.goTo(next.id)
    else if (shown?.isForChoice === true) shown.link.panel.dispose()
  }

  async function show(job: JobView, isBeside: boolean): Promise<void> {
    const link = await page(isBeside, true)
    link.goTo(job.id)
  }

  return {
    async openGallery() {
      await page(false, false)
    },
    async chooseVariant(argument, way = 'show') {
      const job = argument === undefined ? await choices.newest() : await jobOf(jobs, argument)
      if (job?.action === 'edit') {
        await vscode.commands.executeCommand(laterCommands.compareEdit, job.id)
        return
      }
      if (job === undefined || !choices.isOpen(job)) {
        void vscode.window.showInformationMessage(t('choiceMade'))
        return
      }
      if (way !== 'remind') await show(job, way === 'beside')
      // The page is the question: a message would cover its images, and stay after the choice.
      if (way === 'remind' || shown?.link.panel.visible === false) void choices.remind(job, (each) => show(each, false))
    },
    async revive(panel) {
      if (shown === undefined && opening === undefined)
        await (opening = attach(panel, false).finally(() => (opening = undefined)))
      else panel.dispose()
    },
  }
}
