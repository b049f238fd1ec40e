import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'

/** A process with its children in its own group: code-server's helpers outlive their parent by seconds. */
export function spawnGroup(command: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  return spawn(command, args, { ...options, detached: true })
}

export async function endGroup(child: ChildProcess): Promise<void> {
  const { pid } = child
  if (pid === undefined) return
  const signal = (name: NodeJS.Signals): void => {
    try {
      process.kill(-pid, name)
    } catch {
      // Nobody is left in the group.
    }
  }
  const isGone = child.exitCode !== null || child.signalCode !== null
  const gone = isGone ? Promise.resolve() : once(child, 'exit')
  signal('SIGTERM')
  await Promise.race([gone, sleep(3000)])
  signal('SIGKILL')
}

/** Immediately. A process that has already ended is fine too. */
export function killProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** @throws {Error} when the time is over */
export async function until<T>(
  what: string,
  check: () => Promise<T | undefined> | T | undefined,
  // Far more than a quiet machine needs: a busy one must not make a right program look wrong.
  timeoutMs = 60_000,
): Promise<T> {
  const deadline = Date.now() + timeoutMs
  for (;;) {
    const value = await check()
    if (value !== undefined) return value
    if (Date.now() > deadline) throw new Error(`${what}: not within ${timeoutMs / 1000} s`)
    await sleep(100)
  }
}
