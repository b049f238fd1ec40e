import * as vscode from 'vscode'
import { isCollectable, type Job, mayBePaid } from '../../model/jobs/job.ts'
import type { Services } from '../../services.ts'
import { allowsUpload } from '../edit/upload-consent.ts'
import { finish } from '../generate/finish.ts'
import { jobOf } from '../history/history-node.ts'
import type { Anchors } from '../insert/anchors.ts'
import { insertLinks } from '../insert/insert-link.ts'
import { place } from '../order/order.ts'
import { withJobProgress } from '../order/progress.ts'
import { showFailure } from '../order/show-failure.ts'

export interface RecoveryCommands {
  /** Tells what became of a job that an earlier start or another window began. */
  announce(job: Job): Promise<void>
  recover(argument?: unknown): Promise<void>
  retry(argument?: unknown): Promise<void>
}

export function createRecoveryCommands(services: Services, anchors: Anchors): RecoveryCommands {
  const { jobs, store } = services

  async function announce(job: Job): Promise<void> {
    if (job.state !== 'done') return showFailure(services, job)
    const isInserted = await insertLinks(job, anchors)
    const show = vscode.l10n.t('Show')
    const message = isInserted
      ? vscode.l10n.t('A picture of an earlier session has arrived, and its link is in the document.')
      : vscode.l10n.t('A picture of an earlier session has arrived.')
    if ((await vscode.window.showInformationMessage(message, show)) !== show) return
    const [file] = job.files
    if (file !== undefined) await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(file.uri, true))
  }

  async function collect(job: Job): Promise<void> {
    const ended = await withJobProgress(services, job, async () => (await jobs.collect(job.id)) ?? job)
    await finish(services, anchors, ended)
  }

  /** @param argument A job, its id, or a node of the history; without one, all that can be collected is offered. */
  async function recover(argument?: unknown): Promise<void> {
    const given = await jobOf(store, argument)
    if (given !== undefined) return collect(given)
    const left = (await store.list()).filter(isCollectable)
    if (left.length === 0) {
      void vscode.window.showInformationMessage(vscode.l10n.t('There is nothing to recover.'))
      return
    }
    const items = left.map((job) => ({
      label: job.prompt,
      description: new Date(job.createdAtMs).toLocaleString(),
      job,
    }))
    const chosen = await vscode.window.showQuickPick(items, {
      title: vscode.l10n.t('Recover Unfinished Images'),
      canPickMany: true,
    })
    for (const { job } of chosen ?? []) await collect(job)
  }

  /** The same order again: a new job, which costs again. */
  async function retry(argument?: unknown): Promise<void> {
    const job = (await jobOf(store, argument)) ?? (await askJob())
    if (job === undefined) return
    if (mayBePaid(job) && !(await agreesToPayAgain())) return
    if (job.source !== undefined && !(await allowsUpload(job.source, services.context.workspaceState))) return
    const { action, prompt, model, size, count, source, target, insertion } = job
    const folder = vscode.Uri.parse(target.folder, true)
    // The link is already there when the first try brought a picture.
    const where = job.files.length === 0 ? insertion : undefined
    const order = { action, prompt, model, size, count, source, folder, stem: target.stem, insertion: where }
    const ended = await place(services, order)
    if (ended !== undefined) await finish(services, anchors, ended)
  }

  async function askJob(): Promise<Job | undefined> {
    const items = (await store.list()).map((job) => ({ label: job.prompt, description: job.model, job }))
    return (await vscode.window.showQuickPick(items, { title: vscode.l10n.t('Retry') }))?.job
  }

  async function agreesToPayAgain(): Promise<boolean> {
    const again = vscode.l10n.t('Order Again')
    const message = vscode.l10n.t('The first order may have been charged. Ordering again may cost a second time.')
    return (await vscode.window.showWarningMessage(message, { modal: true }, again)) === again
  }

  return { announce, recover, retry }
}
