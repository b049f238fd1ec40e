import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { ProgramClock } from '@fluxkit/tooling/time'

/** The built program. */
export const main: string = fileURLToPath(new URL('../../../apps/cli/dist/main.js', import.meta.url))

/** What `--json` prints, as far as tests look at it. */
interface ResultJson {
  readonly files: readonly string[]
  readonly jobs: readonly JobJson[]
  readonly error?: { readonly code: string; readonly charged: string; readonly traceId?: string }
}

interface JobJson {
  readonly state: string
  readonly taskId: string
  readonly images: readonly string[]
}

interface EventJson {
  readonly event: string
}

export interface ProgramOptions {
  readonly cwd: string
  /** The whole environment: nothing of the developer's own is passed on. */
  readonly env: Readonly<Record<string, string>>
  /** Standard input; closed at once when absent. */
  readonly input?: string
  /** Where its time comes from. */
  readonly time: ProgramClock
}

export interface Ended {
  /** `null` when a signal ended it. */
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** Standard output as one JSON value. */
  readonly json: () => ResultJson
  /** Standard output as one JSON value a line. */
  readonly events: () => EventJson[]
}

export interface Program {
  readonly child: ChildProcess
  readonly ended: Promise<Ended>
  /** What it has printed so far. */
  output(): { readonly stdout: string; readonly stderr: string }
  /** Resolves when the program has printed this, on either stream. */
  printed(pattern: RegExp): Promise<void>
}

/** Starts the built program as a user would. */
export function startProgram(args: readonly string[], { cwd, env, input, time }: ProgramOptions): Program {
  const child = time.start((nodeArgs) =>
    spawn(process.execPath, [...nodeArgs, main, ...args], { cwd, env, stdio: 'pipe' }),
  )
  const output = { stdout: '', stderr: '' }
  const listeners = new Set<() => void>()
  for (const stream of ['stdout', 'stderr'] as const) {
    child[stream].setEncoding('utf8').on('data', (text: string) => {
      output[stream] += text
      for (const listener of listeners) listener()
    })
  }
  child.stdin.on('error', () => undefined)
  child.stdin.end(input ?? '')
  const ended = new Promise<Ended>((resolve) => {
    child.once('close', (code) => {
      for (const listener of listeners) listener()
      const lines = (): string[] => output.stdout.split('\n').filter((line) => line !== '')
      resolve({
        code,
        ...output,
        json: () => JSON.parse(output.stdout) as ResultJson,
        events: () => lines().map((line) => JSON.parse(line) as EventJson),
      })
    })
  })
  return {
    child,
    ended,
    output: () => ({ ...output }),
    printed: (pattern) =>
      new Promise((resolve, reject) => {
        const check = (): void => {
          if (pattern.test(output.stdout) || pattern.test(output.stderr)) resolve()
          else if (child.exitCode !== null || child.signalCode !== null) {
            reject(new Error(`Ended without saying ${pattern}:\n${output.stdout}\n${output.stderr}`))
          } else return
          listeners.delete(check)
        }
        listeners.add(check)
        check()
      }),
  }
}
