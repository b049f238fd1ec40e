import { open, rm, stat } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'

/** Windows of version 0.1 that still run after an update, by the rules that they keep among themselves. */
export interface OldWindows {
  /**
   * Takes a record from them, unless one works on it: they don't take it any more then.
   *
   * @param text The record, as they wrote it.
   * @returns false when it is theirs: the next start tries again
   */
  take(id: string, text: string): Promise<boolean>
  /** Removes what `take` left for them to see. */
  close(): Promise<void>
}

/** A window with work shows a sign of life every 5 s. */
const deadAfterMs = 20_000
/** A claim without a record is of a window that died. */
const staleClaimMs = 30_000

/** @param folder That of their records. */
export function createOldWindows(
  folder: string,
  now: () => number = Date.now,
  isRunning: (pid: number) => boolean = isProcess,
): OldWindows {
  const claims: string[] = []

  const ageMs = async (path: string): Promise<number> => {
    const found = await stat(path).catch(() => undefined)
    return found === undefined ? Infinity : now() - found.mtimeMs
  }

  async function isAlive(owner: unknown): Promise<boolean> {
    const { windowId, pid, host } = (owner ?? {}) as { readonly [name: string]: unknown }
    // Names of files, from a record that anything may have written.
    if (typeof windowId !== 'string' || !/^[\w-]+$/.test(windowId)) return false
    if (host === hostname() && typeof pid === 'number' && !isRunning(pid)) return false
    return (await ageMs(join(folder, 'windows', windowId))) < deadAfterMs
  }

  return {
    async take(id, text) {
      const { owner, generation } = parsed(text)
      if (await isAlive(owner)) return false
      if (typeof generation !== 'number') return true
      const claim = join(folder, `${id}.claim-${generation + 1}`)
      try {
        await (await open(claim, 'wx')).close()
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
        if ((await ageMs(claim)) < staleClaimMs) return false
      }
      claims.push(claim)
      return true
    },
    async close() {
      await Promise.all(claims.map((claim) => rm(claim, { force: true })))
    },
  }
}

function parsed(text: string): { readonly [name: string]: unknown } {
  try {
    return (JSON.parse(text) ?? {}) as { readonly [name: string]: unknown }
  } catch {
    return {}
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
