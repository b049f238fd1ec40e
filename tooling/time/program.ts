// Loaded into a program before it starts (`node --import`): puts its timers, dates and `performance` on the clock of the
// test that started it, which moves that clock over a socket. See program-clock.ts.

import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { createFakeClock } from '@fluxkit/core/testing'
import type { MoveMessage, ProgramReport } from './program-messages.ts'
import { keepsAlive, replaceTimers } from './replace-timers.ts'
import { settleProcess } from './settle-process.ts'
import { reportNetwork } from './watch-sockets.ts'

// Taken now: it is replaced below.
const realTimeout = setTimeout

const parameters = new URL(import.meta.url).searchParams
const control = connect(parameters.get('socket') ?? '')
await once(control, 'connect')
control.write(`${parameters.get('program')}\n`)
const startMs = Number(parameters.get('startMs'))
const clock = createFakeClock({ startMs, settle: settleProcess })
replaceTimers(clock)
replaceDates()

// Neither the socket nor fake timers keep a process alive; so that it doesn't end too early, the socket does while a timer
// is set that would.
control.unref()
let answer: ((isStopping: boolean) => void) | undefined
process.on('beforeExit', () => {
  if (keepsAlive()) control.ref()
  answer?.(!keepsAlive())
})
// The test has ended.
control.on('close', () => process.exit(1))

createInterface(control).on('line', (line) => void move(JSON.parse(line) as MoveMessage))

async function move({ nowMs, isLate }: MoveMessage): Promise<void> {
  control.unref()
  const ms = nowMs - clock.now()
  await (isLate ? clock.sleep(ms) : clock.advance(ms))
  await settleProcess()
  answer = (isStopping) => {
    answer = undefined
    const [delayMs] = clock.pendingDelaysMs()
    const report: ProgramReport = {
      isStopping,
      nextTimerMs: delayMs === undefined ? undefined : clock.now() + delayMs,
      bytesPrinted: (process.stdout.bytesWritten ?? 0) + (process.stderr.bytesWritten ?? 0),
      network: reportNetwork(),
    }
    control.write(`${JSON.stringify(report)}\n`)
  }
  // It fires only where something else keeps the process alive; otherwise `beforeExit` comes.
  realTimeout(() => answer?.(false), 1).unref()
}

function replaceDates(): void {
  const RealDate = Date
  globalThis.Date = new Proxy(RealDate, {
    construct: (target, args: [], newTarget: typeof RealDate) =>
      Reflect.construct(target, args.length === 0 ? [clock.now()] : args, newTarget) as Date,
    apply: () => new RealDate(clock.now()).toString(),
  })
  Object.defineProperties(performance, {
    timeOrigin: { value: startMs },
    now: { value: () => clock.now() - startMs },
  })
}
