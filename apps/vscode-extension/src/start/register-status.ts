import * as vscode from 'vscode'
import { commands } from '../contributions.ts'
import { formatSeconds } from '../model/time-text.ts'
import type { Services } from '../services.ts'
import { stateText } from '../features/order/progress.ts'

/** One status bar item: hidden while nothing runs, else how many jobs run and for how long. */
export function registerStatus(services: Services): vscode.Disposable {
  const { jobs } = services
  const item = vscode.window.createStatusBarItem('fluxkit.status', vscode.StatusBarAlignment.Right, 90)
  item.name = 'Fluxkit'
  item.command = commands.showRunning
  let timer: NodeJS.Timeout | undefined
  let hasFailed = false

  function update(): void {
    const { running } = jobs
    if (running.length === 0) {
      clearInterval(timer)
      timer = undefined
      if (hasFailed) showError()
      else item.hide()
      return
    }
    const oldest = Math.min(...running.map((each) => each.startedAtMs))
    item.text = `$(sync~spin) ${running.length} · ${formatSeconds(Date.now() - oldest)}`
    item.tooltip = vscode.l10n.t('Fluxkit: pictures in progress. Click to see and cancel them.')
    item.backgroundColor = undefined
    item.show()
    timer ??= setInterval(update, 1000)
  }

  function showError(): void {
    item.text = '$(warning) Fluxkit'
    item.tooltip = vscode.l10n.t('Fluxkit: a picture could not be finished. Click to see the history.')
    item.backgroundColor = new vscode.ThemeColor('statusBarItem.warningBackground')
    item.show()
  }

  async function showRunning(): Promise<void> {
    hasFailed = false
    if (jobs.running.length === 0) {
      item.hide()
      await vscode.commands.executeCommand(commands.showHistory)
      return
    }
    const cancel = { iconPath: new vscode.ThemeIcon('close'), tooltip: vscode.l10n.t('Stop waiting') }
    const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { id: string }>()
    const show = (): void => {
      pick.items = jobs.running.map(({ job, startedAtMs }) => ({
        id: job.id,
        label: job.prompt,
        description: stateText(job, Date.now() - startedAtMs),
        buttons: [cancel],
      }))
      if (pick.items.length === 0) pick.hide()
    }
    pick.title = vscode.l10n.t('Pictures in progress')
    const stopListening = jobs.onDidChange(show)
    pick.onDidTriggerItemButton(({ item: chosen }) => jobs.stop(chosen.id))
    pick.onDidHide(() => {
      stopListening()
      pick.dispose()
    })
    show()
    pick.show()
  }

  const stopListening = jobs.onDidChange(update)
  return vscode.Disposable.from(
    item,
    services.onTakenUpEnd((job) => {
      hasFailed = job.state === 'failed'
      update()
    }),
    { dispose: stopListening },
    { dispose: () => clearInterval(timer) },
    vscode.commands.registerCommand(commands.showRunning, showRunning),
  )
}
