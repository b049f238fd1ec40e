import { homedir, hostname } from 'node:os'
import { systemClock } from '@fluxkit/core'
import { runApp } from './app.ts'
import type { StopReason } from './host.ts'
import packageJson from '../package.json' with { type: 'json' }

const exitCodesOfSignals: Record<StopReason, number> = { SIGINT: 130, SIGTERM: 143, SIGHUP: 143 }

// `fluxkit … | head` closes the pipe early, which is fine.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

// A closed terminal accepts no more text; running jobs are still saved.
process.stderr.on('error', () => undefined)

async function run(): Promise<void> {
  // One that waits for something that never comes has failed. Only then: Commander ends its help with the exit code that is set.
  process.once('exit', () => {
    process.exitCode ??= 1
  })
  process.exitCode = await runApp({
    args: process.argv.slice(2),
    version: packageJson.version,
    host: {
      env: process.env,
      cwd: process.cwd(),
      homeDir: homedir(),
      hostname: hostname(),
      platform: process.platform,
      pid: process.pid,
      // Opened where it is read: few commands do.
      get stdin() {
        return process.stdin
      },
      stdout: process.stdout,
      stderr: process.stderr,
      clock: systemClock,
      random: Math.random,
      stop: listenForStop(process),
    },
  })
}

// Not awaited here: in the bundle, parts that are loaded late may import this file, and would wait for its end forever.
void run()

/**
 * The first signal asks the program to stop, the second one stops it immediately. Raw-mode prompts read Ctrl-C as a key, so
 * they handle cancelling.
 */
function listenForStop(process: NodeJS.Process): AbortSignal {
  const controller = new AbortController()
  const onSignal = (signal: StopReason): void => {
    if (controller.signal.aborted) process.exit(exitCodesOfSignals[signal])
    controller.abort(signal)
  }
  for (const signal of Object.keys(exitCodesOfSignals) as StopReason[]) process.on(signal, () => onSignal(signal))
  return controller.signal
}
