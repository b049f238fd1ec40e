import { randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rm } from 'node:fs/promises'
import { uptime } from 'node:os'
import { join } from 'node:path'

/** Who works on a job: several programs may run at the same time, and a picture is to be saved once. */
interface LockOwner {
  readonly pid: number
  readonly hostname: string
}

export interface JobLocks {
  /** Takes the job, or returns who has it. */
  acquire(jobId: string): Promise<{ readonly release: () => Promise<void> } | { readonly owner: LockOwner }>
  /** Who works on it now. */
  ownerOf(jobId: string): Promise<LockOwner | undefined>
}

interface Options {
  readonly folder: string
  readonly self: LockOwner
  readonly now: () => number
  /** When the machine was started: numbers of processes from before belong to others now. */
  readonly bootedAtMs?: () => number
  /** Is a process of this machine alive? */
  readonly isAlive?: (pid: number) => boolean
}

/** Whether a process on another machine (shared home folder) lives cannot be asked; no wait takes this long. */
const foreignLockMaxAgeMs = 24 * 60 * 60 * 1_000

/**
 * Locks as files that each process writes under a name of its own and then looks for others (Dekker's scheme): of two that
 * come at the same time at least one sees the other and gives way. There is no moment at which a lock of a dead
 * process has to be taken over by exactly one of two.
 */
export function createJobLocks({
  folder,
  self,
  now,
  bootedAtMs = () => now() - uptime() * 1_000,
  isAlive = isProcessAlive,
}: Options): JobLocks {
  const liveLocks = async (jobId: string): Promise<(LockOwner & { name: string })[]> => {
    const names = (await readdir(folder).catch(() => [])).filter(
      (name) => name.startsWith(`${jobId}.`) && name.endsWith('.lock'),
    )
    const locks = await Promise.all(
      names.map(async (name) => ({ name, text: await readFile(join(folder, name), 'utf8').catch(() => '') })),
    )
    const live: (LockOwner & { name: string })[] = []
    const abandoned: string[] = []
    for (const { name, text } of locks) {
      const lock = readLock(text)
      if (lock === undefined) continue
      const isLive =
        lock.hostname === self.hostname
          ? lock.atMs >= bootedAtMs() && isAlive(lock.pid)
          : now() - lock.atMs < foreignLockMaxAgeMs
      if (isLive) live.push({ name, pid: lock.pid, hostname: lock.hostname })
      else abandoned.push(name)
    }
    await Promise.all(abandoned.map((name) => rm(join(folder, name), { force: true })))
    return live
  }

  return {
    async acquire(jobId) {
      const name = `${jobId}.${self.pid}-${randomUUID().slice(0, 8)}.lock`
      const path = join(folder, name)
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = await open(path, 'wx', 0o600)
      await file.writeFile(JSON.stringify({ ...self, atMs: now() }))
      await file.close()
      const release = (): Promise<void> => rm(path, { force: true })
      const other = (await liveLocks(jobId)).find((lock) => lock.name !== name)
      if (other === undefined) return { release }
      await release()
      return { owner: { pid: other.pid, hostname: other.hostname } }
    },
    async ownerOf(jobId) {
      const [lock] = await liveLocks(jobId)
      return lock && { pid: lock.pid, hostname: lock.hostname }
    },
  }
}

function readLock(text: string): (LockOwner & { atMs: number }) | undefined {
  try {
    const { pid, hostname, atMs } = JSON.parse(text) as Record<string, unknown>
    return typeof pid === 'number' && typeof hostname === 'string' && typeof atMs === 'number'
      ? { pid, hostname, atMs }
      : undefined
  } catch {
    return undefined
  }
}

/** EPERM: it lives and belongs to somebody else. */
function isProcessAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
