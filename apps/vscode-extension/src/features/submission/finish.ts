import * as vscode from 'vscode'
import { commands } from '../../contributions.ts'
import { isChoiceOpen, isOver, type JobView, type SavedFile } from '../../model/jobs/job-view.ts'
import { basename } from '../../model/naming/posix-path.ts'
import type { Services } from '../../services.ts'
import { putAside } from '../kept/put-aside.ts'
import { insertLinks } from '../insert/insert-link.ts'
import { showFailure } from './show-failure.ts'
import { t } from '../../platform/t.ts'

/** What happens once a request has ended: the choice, which waits as long as it must, or the link and the message. */
export async function finish(services: Services, ended: JobView): Promise<void> {
  // Some of its images may be here already: the link and the choice are for all of them.
  if (ended.files.length === 0 || !isOver(ended)) {
    await services.jobs.report(ended.id)
    return showFailure(services, ended)
  }
  if (!isChoiceOpen(ended)) {
    if (!(await finishWith(services, ended, ended.files))) void notify(ended)
    return
  }
  await services.jobs.takeQuestion(ended.id)
  await vscode.commands.executeCommand(commands.chooseVariant, ended.id, 'beside')
}

/**
 * @param files Those of the images that are wanted.
 * @returns Whether this window did it, and not another one.
 */
export async function finishWith(services: Services, ended: JobView, files: readonly SavedFile[]): Promise<boolean> {
  const job = { ...ended, files }
  const others = ended.files.filter(({ index }) => !files.some((file) => file.index === index))
  let isInserted = false
  const isOurs = await services.jobs.report(job.id, async (_job, isAgain) => {
    await putAside(services, ended, others, 'variant')
    isInserted = await insertLinks(services, job, isAgain)
  })
  if (!isOurs) return false
  if (ended.state !== 'done') void showFailure(services, ended)
  void requestOthers(services, ended)
  if (!isInserted) void notify(job)
  if (!isInserted && vscode.window.activeTextEditor === undefined && files[0] !== undefined) {
    await vscode.commands.executeCommand('vscode.open', vscode.Uri.parse(files[0].uri, true))
  }
  return true
}

/** Without a place for the link, the user learns where the file is. */
async function notify({ files }: JobView): Promise<void> {
  const uris = files.map((file) => vscode.Uri.parse(file.uri, true))
  const names = uris.map((uri) => basename(uri.path)).join(', ')
  const open = t('open')
  const answer = await vscode.window.showInformationMessage(t('saved', { files: names }), open)
  if (answer === open && uris[0] !== undefined) await vscode.commands.executeCommand('vscode.open', uris[0])
}

/** Offers to request the images that did not come. */
export async function requestOthers(services: Services, ended: JobView): Promise<void> {
  if (ended.missing === 0) return
  const { offerMissing } = await import('./offer-missing.ts')
  await offerMissing(services, ended, finish)
}
