import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createSimulator, type Simulator } from '@fluxkit/simulator'
import { createProgramClock, type ProgramClock } from '@fluxkit/tooling/time'

export interface Run {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Program {
  /** Settles when it has ended; time stands still. */
  readonly ended: Promise<Run>
  /** Runs it to its end; the time that it waits passes at once. */
  finish(): Promise<Run>
  kill(): void
}

/** Its own folder for one test. */
export function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'fluxkit-example-'))
}

/** A reader's machine: a folder, and the service behind an address. */
export interface Desk extends AsyncDisposable {
  readonly cwd: string
  readonly baseUrl: string
  readonly simulator: Simulator
  /** The clock of the programs and the simulator. */
  readonly time: ProgramClock
}

export async function createDesk(): Promise<Desk> {
  const time = await createProgramClock()
  const simulator = createSimulator({ clock: time.clock })
  const { url: baseUrl } = await simulator.listen()
  return {
    cwd: await makeFolder(),
    baseUrl,
    simulator,
    time,
    async [Symbol.asyncDispose]() {
      await time[Symbol.asyncDispose]()
      await simulator.close()
    },
  }
}

/** Starts an example as its reader would: Node runs the file as it is. */
export function startProgram(
  example: string,
  options: { readonly desk: Desk; readonly args?: readonly string[] },
): Program {
  const main = fileURLToPath(new URL(`../${example}/main.ts`, import.meta.url))
  const { cwd, baseUrl, time } = options.desk
  const child = time.start((nodeArgs) =>
    spawn(process.execPath, ['--conditions=source', ...nodeArgs, main, ...(options.args ?? [])], {
      cwd,
      env: { PATH: process.env['PATH'], ACEDATACLOUD_API_TOKEN: 'any-token', ACEDATACLOUD_API_BASE_URL: baseUrl },
      stdio: ['ignore', 'pipe', 'pipe'],
    }),
  )
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  const ended = once(child, 'close').then(([exitCode]) => ({ exitCode: exitCode as number | null, stdout, stderr }))
  return {
    ended,
    finish: () => time.clock.until(ended),
    kill: () => child.kill('SIGKILL'),
  }
}
