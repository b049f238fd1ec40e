import { join } from 'node:path'
import { rm } from 'node:fs/promises'
import { asObject } from '../../job/json.ts'
import { makeFolder, readIfThere, replace } from './disk.ts'
import type { ProcessIdentity } from '../machine/process-identity.ts'

/** Heartbeats of processes that hold jobs, one file each. */
export interface Holders {
  /** Writes the heartbeat of a holder in this process, before its first claim and with each renewal. */
  beat(holder: string, leaseMs: number): Promise<void>
  /**
   * Is a holder alive? A process that has certainly exited is dead at once. For any other, this process must see no heartbeat
   * for a whole lease by its own clock, so the first answer is always yes.
   */
  isAlive(holder: string): Promise<boolean>
  /** When a holder was last alive, by its own clock. */
  seenAtMs(holder: string): Promise<number | undefined>
  /** Forgets holders of this process. */
  close(): Promise<void>
}

export interface HoldersOptions {
  readonly folder: string
  readonly self: ProcessIdentity
  readonly isRunning: (pid: number) => boolean
  readonly now: () => number
  /** Milliseconds of a monotonic clock. */
  readonly elapsedMs: () => number
}

export interface Sign extends ProcessIdentity {
  readonly beat: number
  readonly leaseMs: number
  readonly atMs: number
}

/** A holder whose file is missing counts as alive for this long. */
const unknownLeaseMs = 30_000

/** Holders of this process, in all its stores: another name with our process id belongs to an earlier process. */
const ours = new Set<string>()

export function createHolders({ folder, self, isRunning, now, elapsedMs }: HoldersOptions): Holders {
  const own = new Map<string, { beat: number; atMs: number; leaseMs: number }>()
  const beatAtMs = new Map<string, number>()
  const watched = new Map<string, { readonly beat: number | undefined; readonly sinceMs: number }>()
  const pathOf = (holder: string): string => join(folder, `${holder}.json`)

  async function read(holder: string): Promise<Sign | undefined> {
    return readSign((await readIfThere(pathOf(holder))) ?? '')
  }

  /** False: only a timeout can prove it. */
  function isCertainlyGone(holder: string, sign: Sign | undefined): boolean {
    if (!sign || sign.host !== self.host || sign.boot !== self.boot || sign.namespace !== self.namespace) return false
    // Process ids are reused: in a container the first process always has id 1.
    return sign.pid === self.pid ? !ours.has(holder) : !isRunning(sign.pid)
  }

  return {
    async beat(holder, leaseMs) {
      const last = own.get(holder)
      // All jobs of a holder share its heartbeat.
      if (last?.leaseMs === leaseMs && elapsedMs() - (beatAtMs.get(holder) ?? -Infinity) < leaseMs / 6) return
      const next = { beat: (last?.beat ?? 0) + 1, atMs: now(), leaseMs }
      if (!last) await makeFolder(folder)
      own.set(holder, next)
      ours.add(holder)
      try {
        await replace(pathOf(holder), JSON.stringify({ ...self, ...next } satisfies Sign))
        beatAtMs.set(holder, elapsedMs())
      } catch (error) {
        if (last) own.set(holder, last)
        else own.delete(holder)
        throw error
      }
    },
    async isAlive(holder) {
      if (own.has(holder)) return true
      const sign = await read(holder)
      if (isCertainlyGone(holder, sign)) return false
      const seen = watched.get(holder)
      if (!seen || seen.beat !== sign?.beat) {
        watched.set(holder, { beat: sign?.beat, sinceMs: elapsedMs() })
        return true
      }
      return elapsedMs() - seen.sinceMs < (sign?.leaseMs ?? unknownLeaseMs)
    },
    async seenAtMs(holder) {
      return own.get(holder)?.atMs ?? (await read(holder))?.atMs
    },
    async close() {
      for (const holder of own.keys()) {
        await rm(pathOf(holder), { force: true })
        ours.delete(holder)
      }
      own.clear()
    },
  }
}

export function readSign(text: string): Sign | undefined {
  try {
    const sign = asObject(JSON.parse(text))
    const isSign =
      ['host', 'boot', 'namespace'].every((name) => typeof sign?.[name] === 'string') &&
      ['pid', 'beat', 'leaseMs', 'atMs'].every((name) => Number.isFinite(sign?.[name]))
    return isSign ? (sign as unknown as Sign) : undefined
  } catch {
    return undefined
  }
}
