import * as vscode from 'vscode'
import { commands } from '../../contributions.ts'
import type { Confirm } from '../../jobs/job-desk.ts'
import { isJobView } from '../../model/jobs/damaged-view.ts'
import { isChoiceOpen, type JobView } from '../../model/jobs/job-view.ts'
import { isShownIn, workspaceName } from '../../model/jobs/ownership.ts'
import { createOnceAtATime } from '../../model/once-at-a-time.ts'
import { windowFacts } from '../../platform/window-facts.ts'
import type { Services } from '../../services.ts'
import { allowsUpload } from '../edit/upload-consent.ts'
import { finish, requestOthers } from '../submission/finish.ts'
import { jobOf } from '../history/history-node.ts'
import { insertLinks } from '../insert/insert-link.ts'
import { requestOf, submit } from '../submission/image-request.ts'
import { withJobProgress } from '../submission/progress.ts'
import { ensureReady } from '../submission/ready.ts'
import { showFailure } from '../submission/show-failure.ts'
import { t } from '../../platform/t.ts'

export interface RecoveryCommands {
  /** Reports the outcome of a job that an earlier start or another window began. */
  announce(job: JobView): Promise<void>
  /** Asks about a job that was saved and never sent. */
  readonly confirm: Confirm
  recover(argument?: unknown): Promise<void>
  retry(argument?: unknown, agreed?: unknown): Promise<void>
  /** Shows again the outcome of a job without an image, with what can be done. */
  showOutcome(jobId: string): Promise<void>
}

export function createRecoveryCommands(services: Services): RecoveryCommands {
  const { jobs } = services
  /** By the id of a job: a double click isn't two requests. */
  const retryOnce = createOnceAtATime<JobView | undefined>()

  async function announce(job: JobView): Promise<void> {
    if (isChoiceOpen(job)) {
      if (await jobs.takeQuestion(job.id))
        await vscode.commands.executeCommand(commands.chooseVariant, job.id, 'remind')
      return
    }
    let isInserted = false
    const isOurs = await jobs.report(job.id, async (_job, isAgain) => {
      if (job.state === 'done') isInserted = await insertLinks(services, job, isAgain)
    })
    // Another window is working on it, or a user has just discarded it.
    if (!isOurs || job.state === 'cancelled') return
    if (job.state !== 'done') return showFailure(services, job)
    void requestOthers(services, job)
    const show = t('show')
    const message = isInserted ? t('arrivedWithLink') : t('arrived')
    if ((await vscode.window.showInformationMessage(message, show)) !== show) return
    const [file] = job.files
    if (file !== undefined) await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(file.uri, true))
  }

  async function confirm({ id, prompt, createdAtMs }: JobView): Promise<'submit' | 'leave' | 'discard'> {
    const submitNow = t('submitNow')
    const drop = t('discard')
    const written = new Date(createdAtMs).toLocaleString(vscode.env.language)
    const message = t('neverSent', { when: written, prompt })
    const answer = await vscode.window.showWarningMessage(message, submitNow, drop)
    if (answer === undefined) return 'leave'
    const now = await jobs.read(id)
    const isOpen = now !== undefined && !now.isHeld && (now.state === 'created' || now.state === 'stale')
    if (isOpen) return answer === submitNow ? 'submit' : 'discard'
    void vscode.window.showInformationMessage(t('alreadyAnswered'))
    return 'leave'
  }

  async function recoverOne(job: JobView): Promise<void> {
    const ended = await withJobProgress(services, job, async () => (await jobs.recover(job.id)) ?? job)
    await finish(services, ended)
  }

  /** @param argument A job, its id, or a node of the history; without one, all that can be recovered are offered. */
  async function recover(argument?: unknown): Promise<void> {
    const given = await jobOf(jobs, argument)
    if (given !== undefined) return recoverOne(given)
    const window = windowFacts()
    const all = (await jobList()).filter(({ isRecoverable, isHeld }) => isRecoverable && !isHeld)
    const left = [...all.filter((job) => isShownIn(job, window)), ...all.filter((job) => !isShownIn(job, window))]
    if (left.length === 0) {
      void vscode.window.showInformationMessage(t('nothingToRecover'))
      return
    }
    const items = left.map((job) => ({
      label: job.prompt,
      description: [isShownIn(job, window) ? '' : workspaceName(job), new Date(job.createdAtMs).toLocaleString()]
        .filter(Boolean)
        .join(' · '),
      // Images of other projects are not offered here.
      picked: isShownIn(job, window),
      job,
    }))
    const chosen = await vscode.window.showQuickPick(items, {
      title: t('recoverUnfinished'),
      canPickMany: true,
      ignoreFocusOut: true,
    })
    for (const { job } of chosen ?? []) await recoverOne(job)
  }

  /**
   * The same request again: a new job, which costs again. First, what is paid for already is brought back, and images that
   * did not come are offered by themselves.
   *
   * @param agreed `paid`: a user knows that it costs again.
   */
  async function retry(argument?: unknown, agreed?: unknown): Promise<void> {
    const job = (await jobOf(jobs, argument)) ?? (await pickJob())
    if (job === undefined) return
    const ended = await retryOnce(job.id, () => submitAgain(job, agreed === 'paid'))
    if (ended !== undefined) await finish(services, ended)
  }

  async function submitAgain(job: JobView, isAgreed: boolean): Promise<JobView | undefined> {
    if (!isAgreed && (await isServedFree(job))) return undefined
    if (!(await ensureReady(services))) return undefined
    if (job.mayCostTwice && !(await agreesToPayAgain())) return undefined
    if (job.source !== undefined && !(await allowsUpload(job.source, services.context.workspaceState))) return undefined
    // The link is already there if the first attempt returned an image.
    const insertion = job.files.length === 0 ? job.insertion : undefined
    return submit(services, { ...requestOf(job), insertion })
  }

  async function isServedFree(job: JobView): Promise<boolean> {
    if (job.state !== 'done') return false
    const { bringBack, missingFiles } = await import('../kept/bring-back.ts')
    const missing = await missingFiles(job)
    if (missing.length > 0) await bringBack(services, job, missing)
    else if (job.missing > 0) await requestOthers(services, job)
    return missing.length > 0 || job.missing > 0
  }

  async function jobList(): Promise<JobView[]> {
    return (await jobs.list()).filter(isJobView)
  }

  async function pickJob(): Promise<JobView | undefined> {
    const window = windowFacts()
    const items = (await jobList())
      .filter((job) => isShownIn(job, window))
      .map((job) => ({ label: job.prompt, description: job.model, job }))
    if (items.length === 0) {
      void vscode.window.showInformationMessage(t('nothingToRetry'))
      return undefined
    }
    return (await vscode.window.showQuickPick(items, { title: t('retry'), ignoreFocusOut: true }))?.job
  }

  async function agreesToPayAgain(): Promise<boolean> {
    const again = t('submitAgain')
    const message = t('mayCostTwice')
    return (await vscode.window.showWarningMessage(message, { modal: true }, again)) === again
  }

  async function showOutcome(jobId: string): Promise<void> {
    const job = await jobOf(jobs, jobId)
    if (job === undefined || job.isHeld) return
    if (job.failure === undefined && job.isRecoverable) await recoverOne(job)
    else await showFailure(services, job)
  }

  return { announce, confirm, recover, retry, showOutcome }
}
