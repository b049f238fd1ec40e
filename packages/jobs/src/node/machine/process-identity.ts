import { readFileSync, readlinkSync } from 'node:fs'
import { hostname, uptime } from 'node:os'

/** Identifies a process, so that another one can find out whether it is still running. */
export interface ProcessIdentity {
  readonly host: string
  /** One boot of the machine. */
  readonly boot: string
  /** Processes in different containers can have the same ids; the namespace distinguishes them. */
  readonly namespace: string
  readonly pid: number
}

export function thisProcess(): ProcessIdentity {
  return { host: hostname(), boot: bootId(), namespace: pidNamespace(), pid: process.pid }
}

/**
 * Is a process with this id running here? It may be another one: ids are reused.
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

/** @returns An id of this boot. Where there is none, the minute of the boot. */
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
