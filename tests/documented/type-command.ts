import { spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Run } from './how-to-run.ts'

const limitMs = 180_000

/** Types a command as a user does. @returns what was wrong, or undefined */
export async function typeCommand(
  command: string,
  { until, prints }: Run,
  { folder, env }: { readonly folder: string; readonly env: NodeJS.ProcessEnv },
): Promise<string | undefined> {
  const child = spawn('bash', ['-euo', 'pipefail', '-c', command], {
    cwd: folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let output = ''
  let isReady = false
  // The whole group, as a terminal does it.
  const signalGroup = (signal: NodeJS.Signals): void => {
    if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, signal)
  }
  const read = (text: string): void => {
    output += text
    if (until === undefined || isReady || !until.test(output)) return
    isReady = true
    signalGroup('SIGINT')
  }
  child.stdout.setEncoding('utf8').on('data', read)
  child.stderr.setEncoding('utf8').on('data', read)
  const limit = setTimeout(() => signalGroup('SIGKILL'), limitMs)
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  clearTimeout(limit)
  if (signal === 'SIGKILL') return `It was still running after ${limitMs / 1000} s:\n${output}`
  if (until !== undefined) return isReady ? undefined : `It never printed ${until}:\n${output}`
  if (code !== 0) return `It ended with ${signal ?? `exit code ${code}`}:\n${output}`
  return prints === undefined || prints.test(output) ? undefined : `It did not print ${prints}:\n${output}`
}
