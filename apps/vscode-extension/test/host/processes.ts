import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process'
import { once } from 'node:events'

/** For a process to end by itself before it is killed. */
const graceMs = 3_000

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
  const gone = isGone ? undefined : once(child, 'exit', { signal: AbortSignal.timeout(graceMs) })
  signal('SIGTERM')
  await gone?.catch(() => undefined)
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
