import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../apps/discord-bot/dist/main.js', import.meta.url))

/** One process of the built bot, which may be killed or stopped at any moment and starts again on the same port. */
export interface BotProcess {
  readonly name: string
  readonly pid: number | undefined
  /** The last lines of its log. */
  readonly log: string
  /** Resolves when it is ready. @throws Error when it ends before */
  start(): Promise<void>
  /** SIGKILL. Resolves when it is gone. */
  kill(): Promise<void>
  /** SIGSTOP: it keeps its connections and knows nothing of the time that passes. */
  suspend(): void
  /** SIGCONT. */
  resume(): void
  /** SIGTERM. @returns its exit code */
  stop(): Promise<number | null>
}

const keptLogLength = 40_000

export function createBotProcess(
  name: string,
  env: Readonly<Record<string, string>>,
  nodeArgs: readonly string[] = [],
): BotProcess {
  let child: ChildProcess | undefined
  let log = ''

  async function ended(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    await once(child, 'exit')
  }

  return {
    name,
    get pid() {
      return child?.pid
    },
    get log() {
      return log
    },
    async start() {
      const next = spawn(process.execPath, [...nodeArgs, program], {
        env: { PATH: process.env['PATH'], ...env },
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      child = next
      await new Promise<void>((resolve, reject) => {
        const read = (chunk: Buffer): void => {
          const text = chunk.toString()
          log = (log + text).slice(-keptLogLength)
          if (text.includes('"msg":"ready"')) resolve()
        }
        next.stdout.on('data', read)
        next.stderr.on('data', read)
        next.once('exit', (code, signal) =>
          reject(new Error(`${name} ended before it was ready (${code ?? signal}).\n${log}`)),
        )
      })
    },
    async kill() {
      child?.kill('SIGKILL')
      await ended()
    },
    suspend: () => void child?.kill('SIGSTOP'),
    resume: () => void child?.kill('SIGCONT'),
    async stop() {
      child?.kill('SIGTERM')
      await ended()
      return child?.exitCode ?? null
    },
  }
}
