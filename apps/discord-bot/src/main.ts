import { startApp } from './app.ts'
import { runProgram } from './operator/run-program.ts'
import { untilEnd } from './ops/until-end.ts'

const code = await runProgram({
  env: process.env,
  args: process.argv.slice(2),
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
  now: Date.now,
  async runBot(config) {
    const app = await startApp(config, { measureProcess: true })
    const stopped = new Promise<void>((resolve, reject) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const)
        process.once(signal, () => void app.stop().then(resolve, reject))
    })
    await untilEnd(app, stopped)
  },
})
// What discord.js still has open must not keep the process.
process.exit(code)
