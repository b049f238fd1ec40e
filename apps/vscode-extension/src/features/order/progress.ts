import { findModel } from '@fluxkit/core'
import * as vscode from 'vscode'
import type { Job, JobState } from '../../model/jobs/job.ts'
import { formatSeconds } from '../../model/time-text.ts'
import type { Services } from '../../services.ts'

/**
 * Shows a notification with Cancel, the only place of the editor that has the button, for the one job in the foreground.
 * Further jobs show in the status bar alone.
 */
export async function withJobProgress(services: Services, job: Job, run: () => Promise<Job>): Promise<Job> {
  if (services.jobs.running.length > 0) return run()
  const location = vscode.ProgressLocation.Notification
  return vscode.window.withProgress({ location, title: title(job), cancellable: true }, async (progress, token) => {
    const startedAtMs = Date.now()
    const report = (): void => {
      const current = services.jobs.running.find((each) => each.job.id === job.id)
      if (current !== undefined) progress.report({ message: stateText(current.job, Date.now() - startedAtMs) })
    }
    const timer = setInterval(report, 1000)
    const subscription = token.onCancellationRequested(() => services.jobs.stop(job.id))
    try {
      return await run()
    } finally {
      clearInterval(timer)
      subscription.dispose()
    }
  })
}

function title({ action, model, sandbox }: Job): string {
  const name = findModel(model)?.label ?? model
  if (sandbox) return vscode.l10n.t('Fluxkit sandbox')
  return action === 'edit' ? vscode.l10n.t('Editing with {0}', name) : vscode.l10n.t('Generating with {0}', name)
}

/** What a job does now, with the time since it started and the time that such jobs usually take. */
export function stateText({ state, model }: Job, elapsedMs: number): string {
  const texts: Partial<Record<JobState, string>> = {
    created: vscode.l10n.t('preparing'),
    submitting: vscode.l10n.t('ordering'),
    saving: vscode.l10n.t('saving'),
  }
  const usualMs = findModel(model)?.typicalDuration.p50Ms
  const usual =
    usualMs === undefined || state !== 'running' ? '' : ` (${vscode.l10n.t('usually {0}', formatSeconds(usualMs))})`
  return `${texts[state] ?? vscode.l10n.t('in progress')} ${formatSeconds(elapsedMs)}${usual}`
}
