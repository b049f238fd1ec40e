import * as vscode from 'vscode'
import type { JobView } from '../../model/jobs/job-view.ts'
import type { Services } from '../../services.ts'
import { requestOf, submit } from './image-request.ts'
import { ensureReady } from './ready.ts'
import { t } from '../../platform/t.ts'

/**
 * Fewer images came than were requested: says so, and offers the others. They are another request, which only a user starts.
 *
 * @param finish What happens once that request has ended.
 */
export async function offerMissing(
  services: Services,
  job: JobView,
  finish: (services: Services, ended: JobView) => Promise<void>,
): Promise<void> {
  if (job.missing === 0 || job.state !== 'done') return
  const requestOthers = t('requestOthers')
  const message = t('fewer', { came: job.count - job.missing, count: job.count })
  if ((await vscode.window.showWarningMessage(message, requestOthers)) !== requestOthers) return
  if (!(await ensureReady(services))) return
  const ended = await submit(services, { ...requestOf(job), count: job.missing, sandbox: job.isSandbox })
  if (ended !== undefined) await finish(services, ended)
}
