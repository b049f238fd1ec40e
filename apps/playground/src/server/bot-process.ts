import { type ChildProcess, spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { readLogLine, type LogLine } from './log-line.ts'

export type BotState = 'starting' | 'ready' | 'stopping' | 'stopped' | 'killed' | 'failed'

/** The real bot, as a separate process that can be killed and started again on the same data. */
export interface BotProcess {
  readonly state: BotState
  readonly pid: number | undefined
  /** @throws Error with its last words when it ends before it is ready */
  start(): Promise<void>
  /** As a power cut would. */
  kill(): Promise<void>
  /** As an operator would: it hands over what is on its way. */
  stop(): Promise<void>
}

export interface BotProcessOptions {
  readonly env: Readonly<Record<string, string>>
  readonly onLine: (line: LogLine) => void
  readonly onState: (state: BotState) => void
}

const program = fileURLToPath(new URL('src/main.ts', import.meta.resolve('@fluxkit/discord-bot/package.json')))
const endWithParent = new URL('end-with-parent.ts', import.meta.url).href
/** Past the bot's own time for draining, see `FLUXKIT_DRAIN_SECONDS` in bot-environment.ts. */
const stopLimitMs = 5000

export function createBotProcess({ env, onLine, onState }: BotProcessOptions): BotProcess {
  let child: ChildProcess | undefined
  let state: BotState = 'stopped'

  function become(next: BotState): void {
    state = next
    onState(next)
  }

  function start(): Promise<void> {
    if (child !== undefined) return Promise.resolve()
    become('starting')
    const started = spawn(
      process.execPath,
      ['--conditions=source', '--no-warnings', '--import', endWithParent, program],
      { env, stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
    )
    child = started
    return new Promise((resolve, reject) => {
      let lastOutput = ''
      const read = (text: string): void => {
        const line = readLogLine(text)
        lastOutput = `${lastOutput}\n${line.message} ${line.details}`.slice(-2000)
        onLine(line)
        if (line.message !== 'ready' || state !== 'starting') return
        become('ready')
        resolve()
      }
      for (const stream of [started.stdout, started.stderr]) {
        if (stream !== null) createInterface({ input: stream }).on('line', read)
      }
      started.once('error', reject)
      started.once('close', (code) => {
        child = undefined
        const wasReady = state !== 'starting'
        if (state === 'stopping') become('stopped')
        else if (state !== 'killed') become('failed')
        if (!wasReady) reject(new Error(`The bot ended with ${code}:${lastOutput}`))
      })
    })
  }

  async function end(signal: 'SIGTERM' | 'SIGKILL', meanwhile: BotState): Promise<void> {
    const exit = child
    if (exit === undefined) return
    const closed = new Promise<void>((resolve) => {
      exit.once('close', () => resolve())
    })
    become(meanwhile)
    exit.kill(signal)
    const timer = setTimeout(() => exit.kill('SIGKILL'), stopLimitMs)
    await closed
    clearTimeout(timer)
  }

  return {
    get state() {
      return state
    },
    get pid() {
      return child?.pid
    },
    start,
    kill: () => end('SIGKILL', 'killed'),
    stop: () => end('SIGTERM', 'stopping'),
  }
}
