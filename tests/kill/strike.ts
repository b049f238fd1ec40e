// Loaded into a program before it starts (`node --import`): its writes are counted, and it dies at one of them, or its disk
// is full for a minute, or its wall clock jumps. Files and SQLite are all that our apps write to.

import fs from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'

/** What becomes of the process, as JSON in `KILL_STRIKE`. Times are those of its clock. */
export interface Strike {
  /** SIGKILL at its n-th write, from 1. */
  readonly killAtWrite?: number
  /** Before the write happens, or after. */
  readonly isBefore?: boolean
  /** The disk is full from here on, for a minute. */
  readonly fullFromMs?: number
  /** From here on the wall clock is wrong by `jumpMs`. */
  readonly jumpFromMs?: number
  readonly jumpMs?: number
}

type Method = (...args: unknown[]) => unknown

const {
  killAtWrite,
  isBefore,
  fullFromMs,
  jumpFromMs,
  jumpMs = 0,
} = JSON.parse(process.env['KILL_STRIKE'] ?? '{}') as Strike
const fullForMs = 60_000
// The clock of the test, before it is made wrong.
const now = Date.now
let writes = 0

function isFull(): boolean {
  return fullFromMs !== undefined && now() >= fullFromMs && now() < fullFromMs + fullForMs
}

/** Counts a write and dies where it should. @returns what comes after the write */
function count(): () => void {
  writes += 1
  const isLast = writes === killAtWrite
  if (isLast && isBefore === true) die()
  return () => {
    if (isLast) die()
  }
}

function die(): never {
  process.kill(process.pid, 'SIGKILL')
  // Nothing more happens until the signal arrives.
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0)
  throw new Error('The process is dead.')
}

function noSpace(): Error {
  return Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC', syscall: 'write' })
}

/** @param needsSpace a name can be moved or removed on a full disk too */
function watch(target: object, name: string, needsSpace: boolean, wrap = (result: unknown): unknown => result): void {
  const method = Reflect.get(target, name) as Method
  Reflect.set(target, name, async function (this: unknown, ...args: unknown[]): Promise<unknown> {
    if (name === 'open' && isForReading(args[1])) return Reflect.apply(method, this, args)
    const after = count()
    if (needsSpace && isFull()) throw noSpace()
    const result = await Reflect.apply(method, this, args)
    after()
    return wrap(result)
  })
}

function isForReading(flags: unknown = 'r'): boolean {
  return flags === 'r' || (typeof flags === 'number' && (flags & 3) === fs.constants.O_RDONLY)
}

function watchHandle(handle: unknown): unknown {
  for (const name of ['write', 'writeFile']) watch(handle as FileHandle, name, true)
  return handle
}

watch(fs.promises, 'open', true, watchHandle)
for (const name of ['writeFile', 'mkdir', 'link', 'copyFile']) watch(fs.promises, name, true)
for (const name of ['rename', 'unlink', 'rm']) watch(fs.promises, name, false)
syncBuiltinESMExports()
await watchSqlite()
if (jumpFromMs !== undefined) {
  Date.now = () => now() + (now() >= jumpFromMs ? jumpMs : 0)
}

/** Node 20 has none. */
async function watchSqlite(): Promise<void> {
  const sqlite = await import('node:sqlite').catch(() => undefined)
  if (!sqlite) return
  const run = Reflect.get(sqlite.StatementSync.prototype, 'run') as Method
  const exec = Reflect.get(sqlite.DatabaseSync.prototype, 'exec') as Method
  Object.assign(sqlite.StatementSync.prototype, {
    run(this: unknown, ...args: unknown[]): unknown {
      const after = count()
      if (isFull())
        throw Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR', errcode: 13 })
      const result = Reflect.apply(run, this, args)
      after()
      return result
    },
  })
  Object.assign(sqlite.DatabaseSync.prototype, {
    exec(this: unknown, ...args: unknown[]): unknown {
      const after = /COMMIT/.test(String(args[0])) ? count() : () => undefined
      const result = Reflect.apply(exec, this, args)
      after()
      return result
    },
  })
}
