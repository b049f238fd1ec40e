import * as vscode from 'vscode'
import { commands } from '../contributions.ts'
import { clipped, isChoiceOpen, type JobView } from '../model/jobs/job-view.ts'
import { isOwnJob } from '../model/jobs/ownership.ts'
import { t } from '../platform/t.ts'
import { windowFacts } from '../platform/window-facts.ts'

/** In the status bar while variants of this workspace wait for a user: in each of its windows, after each start, and no longer. */
export interface ChoiceItem extends vscode.Disposable {
  show(jobs: readonly JobView[]): void
}

/** The command as the palette names it: its category, then its title. */
const category = 'Fluxkit'

export function createChoiceItem(): ChoiceItem {
  const item = vscode.window.createStatusBarItem('fluxkit.choice', vscode.StatusBarAlignment.Right, 91)
  item.name = `${category}: ${t('choose')}`
  item.text = `$(layers) ${item.name}`
  item.command = commands.chooseVariant
  return {
    show(jobs) {
      const window = windowFacts()
      const job = jobs.find((each) => isChoiceOpen(each) && isOwnJob(each, window))
      if (job === undefined) return item.hide()
      const label = t('choiceReady', { count: job.files.length, prompt: clipped(job.prompt) })
      item.tooltip = label
      item.accessibilityInformation = { label, role: 'button' }
      item.show()
    },
    dispose: () => item.dispose(),
  }
}
