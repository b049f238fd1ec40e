import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { onTestFinished } from 'vitest'

const program = fileURLToPath(new URL('crash-bot.ts', import.meta.url))

/** Starts the bot as a process that kills itself when it passes a failpoint. @returns when it is ready, or dead already */
export function startCrashProcess(env: NodeJS.ProcessEnv, failpoint: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--conditions=source', '--no-warnings', program, failpoint, '1'], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return new Promise((resolve, reject) => {
    let output = ''
    const read = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-20_000)
      if (output.includes('"msg":"ready"')) resolve(child)
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    child.once('exit', (code, signal) =>
      signal === 'SIGKILL' ? resolve(child) : reject(new Error(`${code}\n${output}`)),
    )
  })
}

export function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
  })
}
