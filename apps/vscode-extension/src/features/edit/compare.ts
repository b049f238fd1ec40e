import * as vscode from 'vscode'
import type { JobView, SavedFile } from '../../model/jobs/job-view.ts'
import { basename, splitName } from '../../model/naming/posix-path.ts'
import type { Services } from '../../services.ts'
import { putAside } from '../kept/put-aside.ts'
import type { Replacements } from './replacements.ts'
import { t } from '../../platform/t.ts'

/** Shows before and after side by side and asks what to do with the two. */
export async function compare(
  services: Services,
  replacements: Replacements,
  job: JobView,
  retry: (onImage: () => Promise<void>) => Promise<void>,
): Promise<void> {
  const [file] = job.files
  if (file === undefined) return
  const after = vscode.Uri.parse(file.uri, true)
  const before =
    job.source === undefined || /^https?:/i.test(job.source) ? undefined : vscode.Uri.parse(job.source, true)
  if (before === undefined) {
    await vscode.commands.executeCommand('vscode.open', after)
    return
  }
  const title = `${basename(before.path)} ↔ ${basename(after.path)}`
  await vscode.commands.executeCommand('vscode.diff', before, after, title)
  const keep = t('keepBoth')
  const replace = t('replace')
  const again = t('retry')
  const drop = t('discard')
  // Bytes of another format must not stand under the old name.
  const canReplace = isSameFormat(before, after)
  const buttons = canReplace ? [keep, replace, again, drop] : [keep, again, drop]
  const answer = await vscode.window.showInformationMessage(t('editReady', { name: basename(after.path) }), ...buttons)
  if (answer === undefined || answer === keep) return
  const now = await services.jobs.read(job.id)
  const edited = now?.files.find(({ index }) => index === file.index)
  if (now === undefined || edited === undefined || edited.uri === before.toString()) {
    void vscode.window.showInformationMessage(t('alreadyAnswered'))
  } else if (answer === replace) await replaceAndNotify(replacements, now, edited, before)
  else if (answer === again) {
    await closeDiff()
    // It is paid for: only the next one takes its place.
    await retry(() => putAside(services, now, [edited], 'retried'))
  } else {
    await closeDiff()
    await putAside(services, now, [edited], 'discarded')
    await vscode.commands.executeCommand('vscode.open', before)
  }
}

async function replaceAndNotify(
  replacements: Replacements,
  job: JobView,
  file: SavedFile,
  before: vscode.Uri,
): Promise<void> {
  await closeDiff()
  await replacements.replace(job, file, before)
  await vscode.commands.executeCommand('vscode.open', before)
  const label = t('undo')
  const message = t('replacedNotice', { name: basename(before.path) })
  if ((await vscode.window.showInformationMessage(message, label)) !== label) return
  if ((await replacements.undo(before)) === undefined) void vscode.window.showInformationMessage(t('alreadyAnswered'))
}

function isSameFormat(before: vscode.Uri, after: vscode.Uri): boolean {
  const format = ({ path }: vscode.Uri): string =>
    splitName(basename(path)).extension.toLowerCase().replace('jpeg', 'jpg')
  return format(before) === format(after)
}

async function closeDiff(): Promise<void> {
  const tab = vscode.window.tabGroups.activeTabGroup.activeTab
  if (tab?.input instanceof vscode.TabInputTextDiff || tab?.label.includes('↔'))
    await vscode.window.tabGroups.close(tab)
}
