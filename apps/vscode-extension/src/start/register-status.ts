import * as vscode from 'vscode'
import { commands } from '../contributions.ts'
import { formatSeconds } from '../model/time-text.ts'
import type { Services } from '../services.ts'

type Described = 'statusRunning' | 'statusFailed'

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
    void describe('statusRunning')
    item.backgroundColor = undefined
    item.show()
    timer ??= setInterval(update, 1000)
  }

  let described: Described | undefined

  /** The messages aren't loaded at start: the item is there before its tooltip. */
  async function describe(key: Described): Promise<void> {
    if (described === key) return
    described = key
    const { t } = await import('../platform/t.ts')
    if (described !== key) return
    item.tooltip = t(key)
    // Without the seconds: a screen reader would read each of them.
    item.accessibilityInformation = { label: t(key), role: 'button' }
  }

  function showError(): void {
    item.text = '$(warning) Fluxkit'
    void describe('statusFailed')
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
    const { t } = await import('../platform/t.ts')
    const { loadCosts } = await import('../features/submission/costs.ts')
    const { stateText } = await import('../features/submission/progress.ts')
    const { usual } = await loadCosts(services)
    const cancel = { iconPath: new vscode.ThemeIcon('close'), tooltip: t('stopWaiting') }
    const pick = vscode.window.createQuickPick<vscode.QuickPickItem & { id: string }>()
    const show = (): void => {
      pick.items = jobs.running.map(({ job, startedAtMs }) => ({
        id: job.id,
        label: job.prompt,
        // The time when it started: a duration would stand still, or be read out each second.
        description: [timeOf(startedAtMs), stateText(job, 0, usual(job.action, job.model))].join(' · '),
        buttons: [cancel],
      }))
      if (pick.items.length === 0) pick.hide()
    }
    pick.title = t('imagesInProgress')
    pick.placeholder = t('stopWaiting')
    const stopListening = jobs.onDidChange(show)
    pick.onDidTriggerItemButton(({ item: chosen }) => jobs.stop(chosen.id))
    // The button of a row needs a pointer.
    pick.onDidAccept(async () => {
      const [chosen] = pick.selectedItems
      if (chosen === undefined) return
      const options = { title: chosen.label, placeHolder: chosen.description ?? '' }
      const answer = await vscode.window.showQuickPick([t('continue'), t('stopWaiting')], options)
      if (answer === t('stopWaiting')) jobs.stop(chosen.id)
    })
    pick.onDidHide(() => {
      stopListening()
      pick.dispose()
    })
    show()
    pick.show()
  }

  const timeOf = (ms: number): string => new Date(ms).toLocaleTimeString(vscode.env.language, { timeStyle: 'short' })

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
