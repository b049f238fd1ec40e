import type { ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface, type Interface } from 'node:readline'
import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import type { MoveMessage, ProgramReport } from './program-messages.ts'
import { becomeIdle, pause, settleNetwork } from './settle-process.ts'
import { reportNetwork } from './watch-sockets.ts'

/** One clock for a test and the programs that it starts: waits pass at once, and none of them notices. */
export interface ProgramClock extends AsyncDisposable {
  readonly clock: FakeClock
  /**
   * Starts a program on the clock.
   * @param spawn starts it, with these arguments before the program's file
   */
  start<T extends ChildProcess>(spawn: (nodeArgs: readonly string[]) => T): T
  /** SIGSTOP: nothing of the program happens while time passes, until {@link resume}. */
  suspend(child: ChildProcess): void
  /** SIGCONT: what was due meanwhile happens late, all at once. */
  resume(child: ChildProcess): void
}

/** The connection of a program to its test. */
interface Line {
  readonly socket: Socket
  readonly reader: Interface
}

/** A program that was started and has not ended. */
interface Program {
  readonly child: ChildProcess
  readonly ended: Promise<undefined>
  /** Moves its clock and lets it settle. @returns nothing when it has ended */
  move(message: MoveMessage): Promise<ProgramReport | undefined>
  cancelTimer?: () => void
  isSuspended: boolean
  /** Time has passed while it was suspended. */
  isLate: boolean
}

export async function createProgramClock(startMs?: number): Promise<ProgramClock> {
  const programs = new Set<Program>()
  const connecting = new Map<string, (line: Line) => void>()
  const clock: FakeClock = createFakeClock({ ...(startMs !== undefined && { startMs }), settle })

  const path = join(process.platform === 'win32' ? String.raw`\\.\pipe` : tmpdir(), `fluxkit-${randomUUID()}`)
  const server = createServer((socket) => {
    // A program that is killed may leave half a message.
    socket.on('error', () => undefined)
    const reader = createInterface(socket).on('error', () => undefined)
    reader.once('line', (id) => connecting.get(id)?.({ socket, reader }))
  })
  server.listen(path)
  await once(server, 'listening')

  function settle(): Promise<void> {
    return settleNetwork(async () => {
      const reports = await moveAll()
      await becomeIdle()
      return [...reports.map(({ network }) => network), reportNetwork()]
    })
  }

  /** Until no program is starting or ending, and what they have printed has been read. */
  async function moveAll(): Promise<ProgramReport[]> {
    for (; ; await pause()) {
      const nowMs = clock.now()
      const reports = await Promise.all(
        [...programs]
          .filter(({ isSuspended }) => !isSuspended)
          .map(async (program) => {
            const { isLate } = program
            program.isLate = false
            return { program, report: await program.move({ nowMs, isLate }) }
          }),
      )
      const isUnread = reports.some(
        ({ program: { child }, report }) => report && bytesRead(child) < report.bytesPrinted,
      )
      const stopping = reports.filter(({ report }) => report?.isStopping === true)
      await Promise.all(stopping.map(({ program }) => program.ended))
      const running = [...programs].filter(({ isSuspended }) => !isSuspended)
      if (isUnread || stopping.length > 0 || reports.length < running.length) continue
      for (const { program, report } of reports) {
        program.cancelTimer?.()
        if (report?.nextTimerMs === undefined) continue
        // It fires in the program, whose clock is moved before this one continues.
        program.cancelTimer = clock.setTimer(() => undefined, report.nextTimerMs - nowMs)
      }
      return reports.flatMap(({ report }) => report ?? [])
    }
  }

  return {
    clock,
    start(spawn) {
      const id = randomUUID()
      // Bundled by the package's build: a program starts faster with one file.
      const url = new URL('../dist/program.js', import.meta.url)
      url.search = new URLSearchParams({ socket: path, program: id, startMs: String(clock.now()) }).toString()
      const child = spawn(['--import', url.href])
      const ended = new Promise<undefined>((resolve) => child.once('close', () => resolve(undefined)))
      const connected = new Promise<Line>((resolve) => connecting.set(id, resolve))
      const program: Program = { child, ended, move: mover(connected, ended), isSuspended: false, isLate: false }
      programs.add(program)
      void ended.finally(() => {
        programs.delete(program)
        connecting.delete(id)
        program.cancelTimer?.()
      })
      return child
    },
    suspend(child) {
      for (const program of programs) {
        if (program.child !== child) continue
        program.isSuspended = true
        program.cancelTimer?.()
        child.kill('SIGSTOP')
      }
    },
    resume(child) {
      for (const program of programs) {
        if (program.child !== child) continue
        child.kill('SIGCONT')
        Object.assign(program, { isSuspended: false, isLate: true })
      }
    },
    async [Symbol.asyncDispose]() {
      for (const { child } of programs) child.kill('SIGKILL')
      server.close()
      await once(server, 'close')
    },
  }
}

/** @param ended resolves with nothing, in place of an answer that will never come */
function mover(connected: Promise<Line>, ended: Promise<undefined>): Program['move'] {
  return async (message) => {
    const line = await Promise.race([connected, ended])
    if (!line) return undefined
    const answer = new Promise<string>((resolve) => line.reader.once('line', resolve))
    line.socket.write(`${JSON.stringify(message)}\n`)
    const report = await Promise.race([answer, ended])
    return report === undefined ? undefined : (JSON.parse(report) as ProgramReport)
  }
}

function bytesRead({ stdout, stderr }: ChildProcess): number {
  return [stdout, stderr].reduce((sum, stream) => sum + ((stream as Socket | null)?.bytesRead ?? 0), 0)
}
