import { findModel } from '@fluxkit/core'
import type { State } from '@fluxkit/jobs'
import * as vscode from 'vscode'
import type { NewJob } from '../../jobs/job-desk.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import { formatSeconds } from '../../model/time-text.ts'
import type { Services } from '../../services.ts'
import { t } from '../../platform/t.ts'

type Titled = Pick<JobView, 'id' | 'isSandbox'> & { readonly action: unknown; readonly model: unknown }

/**
 * Shows a notification with Cancel, the only place of the editor that has the button, for the one job in the foreground.
 * Further jobs show only in the status bar.
 */
export async function withJobProgress<T>(services: Services, job: NewJob | JobView, run: () => Promise<T>): Promise<T> {
  if (services.jobs.running.length > 0) return run()
  const location = vscode.ProgressLocation.Notification
  const { id, isSandbox } = job
  const { action, model } = 'request' in job ? job.request : job
  const options = { location, title: title({ id, isSandbox, action, model }), cancellable: true }
  return vscode.window.withProgress(options, async (progress, token) => {
    const startedAtMs = Date.now()
    const report = (): void => {
      const current = services.jobs.running.find((each) => each.job.id === id)
      if (current !== undefined) progress.report({ message: stateText(current.job, Date.now() - startedAtMs) })
    }
    const timer = setInterval(report, 1000)
    const subscription = token.onCancellationRequested(() => services.jobs.stop(id))
    try {
      return await run()
    } finally {
      clearInterval(timer)
      subscription.dispose()
    }
  })
}

function title({ action, model, isSandbox }: Titled): string {
  const name = findModel(String(model))?.label ?? String(model)
  if (isSandbox) return t('sandboxTitle')
  return action === 'edit' ? t('editingWith', { model: name }) : t('generatingWith', { model: name })
}

/** What a job does now, with the time since it started and the time that such jobs usually take. */
export function stateText({ state, model, failure }: JobView, elapsedMs: number): string {
  const texts: Partial<Record<State, string>> = {
    created: t('statePreparing'),
    submitting: t('stateSubmitting'),
    unknown: t('stateCheckingAgain'),
    missing: t('stateCheckingAgain'),
    ready: t('stateSaving'),
  }
  const usualMs = findModel(model)?.typicalDuration.p50Ms
  const isUsual = usualMs !== undefined && state === 'submitted' && failure === undefined
  const usual = isUsual ? ` (${t('usually', { duration: formatSeconds(usualMs) })})` : ''
  const text = failure === undefined ? texts[state] : t('stateCheckingAgain')
  return `${text ?? t('stateRunning')} ${formatSeconds(elapsedMs)}${usual}`
}
