import * as vscode from 'vscode'
import { commands, contextKeys, laterCommands } from '../contributions.ts'
import { onFirstRecord } from '../platform/first-record.ts'
import { isShownIn } from '../model/jobs/ownership.ts'
import { isDamagedView, isJobView } from '../model/jobs/damaged-view.ts'
import type { JobView } from '../model/jobs/job-view.ts'
import { registerLazily } from '../platform/lazy-commands.ts'
import { registerEach } from '../platform/register-each.ts'
import { windowFacts } from '../platform/window-facts.ts'
import type { Services } from '../services.ts'
import type { ChoiceItem } from '../gallery/choice-item.ts'
import type { RecoveryCommands } from '../features/recovery/recovery-commands.ts'

/** Several changes of a job come at once. */
const gatherMs = 500

/** Continues with what an earlier start, a crash or another window left behind. */
export function registerRecovery(services: Services): vscode.Disposable {
  const { jobs, log, folders } = services
  const { recover, retry } = commands
  let timer: NodeJS.Timeout | undefined
  let choiceItem: ChoiceItem | undefined

  async function showUnfinished(): Promise<void> {
    try {
      await reportLeft()
      const window = windowFacts()
      const entries = await jobs.list()
      const all = entries.filter(isJobView)
      const made = all.filter(({ files }) => files.length > 0)
      await setContext(contextKeys.hasImage, made.length > 0)
      await setContext(
        contextKeys.hasEdit,
        made.some(({ action }) => action === 'edit'),
      )
      const hasUnfinished = entries.some(
        (entry) => isDamagedView(entry) || (entry.isRecoverable && !entry.isHeld && isShownIn(entry, window)),
      )
      await setContext(contextKeys.hasUnfinished, hasUnfinished)
      const { createChoiceItem } = await import('../gallery/choice-item.ts')
      choiceItem ??= createChoiceItem()
      choiceItem.show(all)
    } catch (error) {
      log.error('listing of jobs', error)
    }
  }

  function changed(): void {
    timer ??= setTimeout(() => {
      timer = undefined
      void showUnfinished()
    }, gatherMs)
  }

  async function load(): Promise<RecoveryCommands> {
    const { createRecoveryCommands } = await import('../features/recovery/recovery-commands.ts')
    return createRecoveryCommands(services)
  }

  async function announce(job: JobView): Promise<void> {
    try {
      await (await load()).announce(job)
    } catch (error) {
      // It counts as not reported: the next start does it.
      log.error('reporting a job', error)
    }
  }

  /** What other windows have left to this one. */
  async function reportLeft(): Promise<void> {
    for (const job of await jobs.unreported()) void announce(job)
  }

  async function takeUp(): Promise<void> {
    try {
      await jobs.takeUp()
      await showUnfinished()
    } catch (error) {
      log.error('looking for unfinished jobs', error)
    }
  }

  services.confirmWith(async (job, isStale) => (await load()).confirm(job, isStale))
  return registerEach(log, {
    recover: () => registerLazily(log, { recover, retry, showOutcome: laterCommands.showOutcome }, load),
    ended: () => services.onTakenUpEnd((job) => void announce(job)),
    changes: () => ({ dispose: jobs.onDidChange(changed) }),
    // A job belongs to a window as well that has its folder now.
    folders: () => vscode.workspace.onDidChangeWorkspaceFolders(() => choiceItem && changed()),
    timer: () => ({ dispose: () => clearTimeout(timer) }),
    choice: () => ({ dispose: () => void choiceItem?.dispose() }),
    records: () => ({ dispose: onFirstRecord(folders.folder, folders.oldFolder, () => void takeUp()) }),
  })
}

function setContext(key: string, value: boolean): Thenable<unknown> {
  return vscode.commands.executeCommand('setContext', key, value)
}
