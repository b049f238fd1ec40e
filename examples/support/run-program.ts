import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

export interface Run {
  readonly exitCode: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Program {
  /** Settles when it has ended. */
  readonly ended: Promise<Run>
  kill(): void
}

/** A folder of its own for one test. */
export function makeFolder(): Promise<string> {
  return mkdtemp(join(tmpdir(), 'fluxkit-example-'))
}

/** Starts an example as its reader would: Node runs the file as it is. */
export function startProgram(
  example: string,
  options: { readonly baseUrl: string; readonly cwd: string; readonly args?: readonly string[] },
): Program {
  const main = fileURLToPath(new URL(`../${example}/main.ts`, import.meta.url))
  const child = spawn(process.execPath, ['--conditions=source', main, ...(options.args ?? [])], {
    cwd: options.cwd,
    env: { PATH: process.env['PATH'], ACEDATACLOUD_API_TOKEN: 'any-token', ACEDATACLOUD_API_BASE_URL: options.baseUrl },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let stdout = ''
  let stderr = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
  child.stderr.setEncoding('utf8').on('data', (text: string) => (stderr += text))
  return {
    ended: once(child, 'close').then(([exitCode]) => ({ exitCode: exitCode as number | null, stdout, stderr })),
    kill: () => child.kill('SIGKILL'),
  }
}
