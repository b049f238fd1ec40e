import { createHook } from 'node:async_hooks'
import { performance } from 'node:perf_hooks'

// Taken now: a test may put the process's timers on its own clock later.
const realTimeout = setTimeout
const realImmediate = setImmediate

/** Work of threads: files, digests and keys, names of hosts, native modules; and connections that are being made. */
const threadWork = /^(?:FSREQ|FILEHANDLECLOSEREQ|GETADDRINFO|TCPCONNECTWRAP|generic)|(?<!^RANDOMBYTES)REQUEST$/
/** Random bytes are made on the spot, though they look like a job of a thread. Others of that kind are given up then. */
const patientPauses = 2_000
/** Turns of the event loop in which nothing may happen, before and after the pause. */
const idleTurns = 4
/** For the kernel to hand on what was written to a local socket; a busy machine takes longer over the pause as well. */
const pauseMs = 1

/** Work that goes on: ids of its resources. */
const pending = new Set<number>()
/** Resources made so far, without those of this file. Whoever writes to a socket makes one. */
let made = 0
let isOwn = false
let isWatching = false
let quiet = { made: -1, handled: -1 }

/** From the first use on, for as long as the process lives. */
function watch(): void {
  if (isWatching) return
  isWatching = true
  createHook({
    init(id, type) {
      if (isOwn) return
      made++
      if (type === 'Immediate' || threadWork.test(type)) pending.add(id)
    },
    before: (id) => void pending.delete(id),
    destroy: (id) => void pending.delete(id),
    trackPromises: false,
  }).enable()
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
const pause = (): Promise<void> => new Promise((resolve) => own(() => realTimeout(resolve, pauseMs)))

/**
 * Resolves when nothing goes on in this process any more that time does not have to pass for: no promise chain, no
 * immediate, no file, no thread, no bytes between local sockets whose both ends are here. For `settle` of the fake clock.
 */
export async function settleProcess(): Promise<void> {
  watch()
  await turn()
  let seen = { made, handled: handled() }
  // Nothing but promises since it was quiet the last time, and they have run to their end by now.
  if (pending.size === 0 && isSame(seen, quiet)) return
  let pauses = 0
  for (let idle = 0; idle < 2 * idleTurns;) {
    if (pending.size > 0 && pauses++ > patientPauses) pending.clear()
    await (pending.size > 0 || idle === idleTurns ? pause() : turn())
    const now = { made, handled: handled() }
    idle = pending.size === 0 && isSame(now, seen) ? idle + 1 : 0
    seen = now
  }
  quiet = seen
}

function isSame(a: typeof quiet, b: typeof quiet): boolean {
  return a.made === b.made && a.handled === b.handled
}
