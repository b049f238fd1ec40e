import { readFileSync, readlinkSync } from 'node:fs'
import { hostname, uptime } from 'node:os'

/** Where a process runs, so that another one can find out whether it still does. */
export interface ProcessIdentity {
  readonly host: string
  /** One start of the machine. */
  readonly boot: string
  /** Processes of different containers have the same numbers; the namespace tells them apart. */
  readonly namespace: string
  readonly pid: number
}

export function thisProcess(): ProcessIdentity {
  return { host: hostname(), boot: bootId(), namespace: pidNamespace(), pid: process.pid }
}

/**
 * Does a process with this number run here? It may be another one: numbers are used again.
 */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // EPERM: it runs and belongs to another user.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** @returns A name for this start of the machine. Without one, the minute at which it started. */
export function bootId(): string {
  try {
    return readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  } catch {
    return `started ${Math.round((Date.now() / 1_000 - uptime()) / 60)}`
  }
}

function pidNamespace(): string {
  try {
    return readlinkSync('/proc/self/ns/pid')
  } catch {
    return ''
  }
}
