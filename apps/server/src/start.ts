import { homedir } from 'node:os'
import { systemClock } from '@fluxkit/core'
import { runApp } from './app.ts'

const stop = new AbortController()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  process.on(signal, () => {
    // The second signal doesn't wait.
    if (stop.signal.aborted) process.exit(1)
    stop.abort()
  })
}
// The client is gone; running jobs are saved.
process.stdout.on('error', () => stop.abort())
process.stderr.on('error', () => undefined)

async function run(): Promise<void> {
  // Until the program ends: one that waits for something that never comes has failed.
  process.exitCode = 1
  process.exitCode = await runApp(
    {
      env: process.env,
      cwd: process.cwd(),
      homeDir: homedir(),
      platform: process.platform,
      stdin: process.stdin,
      stdout: process.stdout,
      stderr: process.stderr,
      clock: systemClock,
      random: Math.random,
      stop: stop.signal,
    },
    process.argv.slice(2),
  )
}

// Not awaited here: in the bundle, parts that are loaded late import this file, and would wait for its end forever.
void run()
