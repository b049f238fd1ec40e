import * as vscode from 'vscode'
import { commands, contextKeys } from '../../contributions.ts'
import { isCollectable, type Job } from '../../model/jobs/job.ts'
import { registerLazily } from '../../platform/lazy-commands.ts'
import type { Services } from '../../services.ts'
import type { Anchors } from '../insert/anchors.ts'
import type { RecoveryCommands } from '../on-demand.ts'

/** How long a window that has died may keep its jobs before others look again. */
const lookAgainMs = 10_000

/** Goes on with what an earlier start, a crash or another window left behind. */
export function registerRecovery(services: Services, anchors: Anchors): vscode.Disposable {
  const { jobs, store, log } = services
  const { recover, retry } = commands
  let timer: NodeJS.Timeout | undefined
  let isLooking = false
  let isDisposed = false

  async function look(): Promise<void> {
    if (isLooking) return
    isLooking = true
    try {
      const others = await jobs.takeUp()
      clearTimeout(timer)
      timer = others && !isDisposed ? setTimeout(() => void look(), lookAgainMs) : undefined
      const hasUnfinished = (await store.list()).some(isCollectable)
      await vscode.commands.executeCommand('setContext', contextKeys.hasUnfinished, hasUnfinished)
    } catch (error) {
      log.error('looking for unfinished jobs', error)
    } finally {
      isLooking = false
    }
  }

  async function load(): Promise<RecoveryCommands> {
    const { createRecoveryCommands } = await import('../on-demand.ts')
    return createRecoveryCommands(services, anchors)
  }

  async function announce(job: Job): Promise<void> {
    await (await load()).announce(job)
  }

  const stopWatching = store.watch(() => void look())
  void look()
  return vscode.Disposable.from(
    { dispose: stopWatching },
    {
      dispose() {
        isDisposed = true
        clearTimeout(timer)
      },
    },
    services.onTakenUpEnd((job) => void announce(job)),
    registerLazily({ recover, retry }, load),
  )
}
