import { createHook } from 'node:async_hooks'
import { performance } from 'node:perf_hooks'
import { isInTransit, type NetworkReport } from './in-transit.ts'
import { isCompilingModules, watchCompilers } from './watch-compilers.ts'
import { reportNetwork, watchSockets } from './watch-sockets.ts'

// Taken now: a test may put the process's timers on its own clock later.
const realTimeout = setTimeout
const realImmediate = setImmediate
const realNow = performance.now.bind(performance)

/** Work of threads: files, digests and keys, names of hosts, native modules; and connections that are being made. */
const threadWork = /^(?:FSREQ|FILEHANDLECLOSEREQ|GETADDRINFO|TCPCONNECTWRAP|generic|(?!RANDOMBYTES)[A-Z\d]+REQUEST$)/
/** Random bytes are made on the spot, though they look like a job of a thread. Others of that kind are given up then. */
const longestWorkMs = 1_000
/** Turns of the event loop in which nothing may happen, before and after the pause. */
const idleRounds = 4
/** Leaves the processor to threads, to other processes and to the kernel. */
const pauseMs = 1
/**
 * Bytes that nobody reads are on their way forever: a server that hangs leaves a long body in the socket. After this
 * time without any change they count as arrived.
 */
const unreadMs = 1_000

/** Work that continues: ids of its resources, and when it started. */
const pending = new Map<number, number>()
/** Compressors report no end of their work; the chunk that they work on is a field of theirs (`lib/zlib.js` of Node). */
const compressors = new Set<WeakRef<{ buffer?: unknown }>>()
/** Resources made so far, without those of this file. Each write to a socket makes one. */
let made = 0
let isOwn = false
let isWatching = false
let quiet = { made: -1, handled: -1 }

/** From the first use on, for as long as the process lives. */
function watch(): void {
  if (isWatching) return
  isWatching = true
  watchSockets()
  watchCompilers()
  createHook({
    init(id, type, _, resource) {
      if (isOwn) return
      made++
      if (type === 'ZLIB') compressors.add(new WeakRef(resource))
      if (type === 'Immediate' || threadWork.test(type)) pending.set(id, realNow())
    },
    before: (id) => void pending.delete(id),
    destroy: (id) => void pending.delete(id),
    trackPromises: false,
  }).enable()
}

function isCompressing(): boolean {
  for (const reference of compressors) {
    const compressor = reference.deref()
    if (!compressor) compressors.delete(reference)
    else if (compressor.buffer != null) return true
  }
  return false
}

function isPending(): boolean {
  for (const [id, startedMs] of pending) if (realNow() - startedMs > longestWorkMs) pending.delete(id)
  return pending.size > 0 || isCompressing() || isCompilingModules()
}

/** Events of sockets, files and threads that the loop has handled. */
const handled = (): number => performance.nodeTiming.uvMetricsInfo.events

function own<T>(work: () => T): T {
  isOwn = true
  try {
    return work()
  } finally {
    isOwn = false
  }
}

const turn = (): Promise<void> => new Promise((resolve) => own(() => realImmediate(resolve)))
export const pause = (): Promise<void> => new Promise((resolve) => own(() => realTimeout(resolve, pauseMs)))

/** A module that vitest is loading comes from another process. */
let importsSettled = pause
if (process.env['VITEST'] !== undefined) {
  const { vi } = await import('vitest')
  importsSettled = () => own(() => vi.dynamicImportSettled())
}

/**
 * Resolves when nothing runs in this process any more that time does not have to pass for: no promise chain, no
 * immediate, no file, no thread, no bytes between local sockets whose both ends are here. For `settle` of the fake clock.
 * It takes the time that the machine needs: a busy one changes no outcome.
 */
export async function settleProcess(): Promise<void> {
  watch()
  await turn()
  // Nothing but promises since it was quiet the last time, and they have run to their end by now.
  if (!isPending() && isSame({ made, handled: handled() }, quiet)) return
  await settleNetwork(async () => {
    await becomeIdle()
    return [reportNetwork()]
  })
}

/** The same for tests without sockets and late imports, many times as fast. */
export async function settleWork(): Promise<void> {
  watch()
  for (let isIdle = false; !isIdle;) {
    const madeBefore = made
    await (isCompressing() ? pause() : turn())
    isIdle = !isPending() && made === madeBefore
  }
}

/** @param report lets everything settle but what is on its way between sockets, and reports those */
export async function settleNetwork(report: () => Promise<readonly NetworkReport[]>): Promise<void> {
  for (let seen = '', sinceMs = 0; ; await pause()) {
    const reports = await report()
    if (!isInTransit(reports)) return
    const now = JSON.stringify(reports)
    if (now !== seen) [seen, sinceMs] = [now, realNow()]
    if (realNow() - sinceMs > unreadMs) return
  }
}

/** As {@link settleProcess}, but for what is on its way between sockets. */
export async function becomeIdle(): Promise<void> {
  watch()
  let seen = { made, handled: handled() }
  for (let idle = 0; idle < 2 * idleRounds;) {
    await (isPending() ? pause() : idle === idleRounds ? importsSettled() : turn())
    const now = { made, handled: handled() }
    idle = !isPending() && isSame(now, seen) ? idle + 1 : 0
    seen = now
  }
  quiet = seen
}

function isSame(a: typeof quiet, b: typeof quiet): boolean {
  return a.made === b.made && a.handled === b.handled
}
