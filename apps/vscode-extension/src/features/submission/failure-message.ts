import * as vscode from 'vscode'
import { commands } from '../../contributions.ts'
import type { JobView } from '../../model/jobs/job-view.ts'
import type { JobFailure } from '../../model/jobs/job-failure.ts'
import type { FailureAction } from '../../model/failures/failure-actions.ts'
import { failureText } from '../../model/failures/failure-text.ts'
import type { Services } from '../../services.ts'
import { createMemory } from './last-choices.ts'
import { t, texts } from '../../platform/t.ts'

const consoleUrl = 'https://platform.acedata.cloud/console/'

/** Shows a user the outcome of a job that has no image, with buttons for what can be done. */
export async function showFailureMessage(services: Services, job: JobView, failure: JobFailure): Promise<void> {
  const { message, actions } = failureText(failure, texts())
  const offered = actions.filter((action) => action !== 'recover' || job.isRecoverable)
  const labels = new Map(offered.map((action) => [label(action), action]))
  const show = job.state === 'cancelled' ? vscode.window.showInformationMessage : vscode.window.showErrorMessage
  const answer = await show(message, ...labels.keys())
  const action = answer === undefined ? undefined : labels.get(answer)
  if (action !== undefined) await act(services, job, action)
}

function label(action: FailureAction): string {
  const labels: Record<FailureAction, string> = {
    setToken: t('setToken'),
    topUp: t('topUp'),
    usage: t('openUsage'),
    change: t('changePrompt'),
    retry: t('retry'),
    recover: t('recoverNow'),
    settings: t('openSettings'),
    log: t('showLog'),
  }
  return labels[action]
}

async function act(services: Services, job: JobView, action: FailureAction): Promise<void> {
  const { executeCommand } = vscode.commands
  switch (action) {
    case 'setToken':
      await executeCommand(commands.setToken, job.failure?.code === 'no_platform_token' ? 'platform' : 'api')
      return
    case 'topUp':
      await vscode.env.openExternal(vscode.Uri.parse(`${consoleUrl}coin`))
      return
    case 'usage':
      await vscode.env.openExternal(vscode.Uri.parse(`${consoleUrl}usages`))
      return
    case 'change':
      await createMemory(services.context.workspaceState).draft(job.action).keep(job.prompt)
      if (job.source === undefined) await executeCommand(commands.generateImage)
      else await executeCommand(commands.editImage, vscode.Uri.parse(job.source, true))
      return
    case 'retry': {
      // It may have been recovered since: then it isn't paid for again.
      const isDone = (await services.jobs.read(job.id))?.state === 'done'
      await executeCommand(isDone ? commands.recover : commands.retry, job.id)
      return
    }
    case 'recover':
      await executeCommand(commands.recover, job.id)
      return
    case 'settings':
      await executeCommand('workbench.action.openSettings', 'fluxkit.')
      return
    case 'log':
      services.log.show()
  }
}
