import { homedir, hostname } from 'node:os'
import { systemClock } from '@fluxkit/core'
import { runApp } from './app.ts'
import { listenForStop } from './stop-signals.ts'
import { version } from './version.ts'

// `fluxkit … | head` closes the pipe early; that is the reader's right.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  process.exit(error.code === 'EPIPE' ? 0 : 1)
})

// A terminal that was closed takes no more text; running jobs are still written down.
process.stderr.on('error', () => undefined)

process.exitCode = await runApp({
  args: process.argv.slice(2),
  version,
  host: {
    env: process.env,
    cwd: process.cwd(),
    homeDir: homedir(),
    hostname: hostname(),
    platform: process.platform,
    pid: process.pid,
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    clock: systemClock,
    random: Math.random,
    stop: listenForStop(process),
  },
})
