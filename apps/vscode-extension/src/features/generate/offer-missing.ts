import * as vscode from 'vscode'
import type { JobView } from '../../model/jobs/job-view.ts'
import type { Services } from '../../services.ts'
import type { Anchors } from '../insert/anchors.ts'
import { place } from '../submission/image-request.ts'
import { t } from '../../platform/t.ts'

/**
 * Fewer images came than were ordered: says so, and offers the others. They are another order, which only a person starts.
 *
 * @param finish What happens once that order has ended.
 */
export async function offerMissing(
  services: Services,
  anchors: Anchors,
  job: JobView,
  finish: (services: Services, anchors: Anchors, ended: JobView) => Promise<void>,
): Promise<void> {
  if (job.missing === 0 || job.state !== 'done') return
  const imageRequest = t('requestOthers')
  const message = t('fewer', { came: job.count - job.missing, count: job.count })
  if ((await vscode.window.showWarningMessage(message, imageRequest)) !== imageRequest) return
  const { action, prompt, model, size, source, target } = job
  const folder = vscode.Uri.parse(target.folder, true)
  const again = { action, prompt, model, size, count: job.missing, source, folder, stem: target.stem }
  const ended = await place(services, { ...again, sandbox: job.isSandbox })
  if (ended !== undefined) await finish(services, anchors, ended)
}
