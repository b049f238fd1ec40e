import { parseArguments, usage } from './arguments.ts'
import { startPlayground } from './start-playground.ts'

const settings = parseArguments(process.argv.slice(2))
if (typeof settings === 'string') {
  process.stderr.write(`${settings}\n\n${usage}`)
  process.exitCode = 2
} else if (settings.help) {
  process.stdout.write(usage)
} else {
  // Listening before anything is started: a Ctrl-C in the middle of it must end what is there already.
  let isStopping = false
  const stopped = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
      process.on(signal, () => {
        isStopping = true
        resolve()
      })
    }
  })
  process.stdout.write('Starting the bot between simulators of Discord and of the Flux API …\n')
  try {
    const playground = await startPlayground(settings)
    process.stdout.write(`\n  The bot is ready. Open ${playground.url}\n  Ctrl-C ends it; nothing of it is kept.\n\n`)
    await stopped
    await playground.close()
    process.exit(0)
  } catch (error) {
    // Ctrl-C reaches the bot too, and a bot that ends while it starts is an error otherwise.
    if (!isStopping) process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(isStopping ? 130 : 1)
  }
}
