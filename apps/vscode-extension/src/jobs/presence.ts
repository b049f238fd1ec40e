import { mkdir, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { JobOwner } from '../model/jobs/job.ts'

const heartbeatMs = 5_000
/** Four heartbeats missed; a laptop that slept makes both windows miss them, and generations settle who goes on. */
const deadAfterMs = 20_000

/** Tells other windows that this one is alive, while it has work. */
export interface Presence {
  readonly self: JobOwner
  /** Resolves when the first sign of life is on disk. */
  begin(): Promise<void>
  end(): Promise<void>
  isAlive(owner: JobOwner): Promise<boolean>
}

export interface PresenceOptions {
  readonly folder: string
  readonly self: JobOwner
  readonly now?: () => number
  readonly isRunning?: (pid: number) => boolean
}

export function createPresence({ folder, self, now = Date.now, isRunning = isProcess }: PresenceOptions): Presence {
  const file = (windowId: string): string => join(folder, windowId)
  let timer: NodeJS.Timeout | undefined

  async function beat(): Promise<void> {
    const seconds = now() / 1000
    await utimes(file(self.windowId), seconds, seconds).catch(async () => {
      await mkdir(folder, { recursive: true })
      await writeFile(file(self.windowId), '')
      await utimes(file(self.windowId), seconds, seconds)
    })
  }

  /** One after the other: an end that is slow must not take away the sign of the next beginning. */
  let last: Promise<unknown> = Promise.resolve()
  function inTurn(act: () => Promise<void>): Promise<void> {
    const turn = last.then(act)
    last = turn.catch(() => undefined)
    return turn
  }

  return {
    self,
    begin: () =>
      inTurn(async () => {
        if (timer !== undefined) return
        await beat()
        timer = setInterval(() => void beat().catch(() => undefined), heartbeatMs)
        timer.unref()
      }),
    end: () =>
      inTurn(async () => {
        clearInterval(timer)
        timer = undefined
        await rm(file(self.windowId), { force: true })
      }),
    async isAlive(owner) {
      if (owner.windowId === self.windowId) return true
      // Processes can be asked only on their own machine; a shared home folder may serve several.
      if (owner.host === self.host && !isRunning(owner.pid)) return false
      const info = await stat(file(owner.windowId)).catch(() => undefined)
      return info !== undefined && now() - info.mtimeMs < deadAfterMs
    },
  }
}

function isProcess(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
