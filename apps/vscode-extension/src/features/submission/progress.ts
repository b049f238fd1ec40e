import { findModel } from '@fluxkit/core'
import type { State } from '@fluxkit/jobs'
import * as vscode from 'vscode'
import type { NewJob } from '../../jobs/job-desk.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import { formatSeconds } from '../../model/time-text.ts'
import type { Services } from '../../services.ts'
import { loadCosts } from './costs.ts'
import { t } from '../../platform/t.ts'

type Titled = Pick<JobView, 'id' | 'isSandbox'> & { readonly action: unknown; readonly model: unknown }

/** A notification shows the time in these steps: a screen reader reads each new text of it. */
const stepMs = 10_000

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
  const { usual } = await loadCosts(services)
  return vscode.window.withProgress(options, async (progress, token) => {
    const startedAtMs = Date.now()
    let shown = ''
    const report = (): void => {
      const current = services.jobs.running.find((each) => each.job.id === id)?.job
      if (current === undefined) return
      const elapsedMs = Date.now() - startedAtMs
      const message = stateText(current, elapsedMs - (elapsedMs % stepMs), usual(current.action, current.model))
      if (message !== shown) progress.report({ message })
      shown = message
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

const shownStates: Partial<Record<State, 'preparing' | 'submitting' | 'checking' | 'saving'>> = {
  created: 'preparing',
  submitting: 'submitting',
  unknown: 'checking',
  missing: 'checking',
  ready: 'saving',
}

/**
 * What a job does now, with the time since it started.
 *
 * @param usual How long such jobs usually take, as a sentence; may be empty.
 */
export function stateText({ state, failure, isSandbox }: JobView, elapsedMs: number, usual: string): string {
  const isUsual = usual !== '' && !isSandbox && state === 'submitted' && failure === undefined
  const isLong = elapsedMs >= 1000
  return t('stateNow', {
    state: failure === undefined ? (shownStates[state] ?? 'running') : 'checking',
    time: isLong ? (isUsual ? 'both' : 'elapsed') : isUsual ? 'usual' : 'none',
    elapsed: formatSeconds(elapsedMs),
    usual,
  })
}
