import { startApp } from './app.ts'
import { readConfig } from './config/config.ts'
import { loadEnvironment } from './config/load-environment.ts'

const settings = readConfig(loadEnvironment(process.env))
if (settings.ok) {
  try {
    const app = await startApp(settings.config)
    const stopped = new Promise<void>((resolve, reject) => {
      for (const signal of ['SIGTERM', 'SIGINT'] as const)
        process.once(signal, () => void app.stop().then(resolve, reject))
    })
    await Promise.race([stopped, app.failed])
    process.exit(0)
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exit(1)
  }
} else {
  process.stderr.write(`The bot cannot start:\n${settings.faults.map((fault) => `- ${fault}\n`).join('')}`)
  process.exitCode = 2
}
