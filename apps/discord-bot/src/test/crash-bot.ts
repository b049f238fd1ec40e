import { join } from 'node:path'
import { startApp } from '../app.ts'
import { readConfig } from '../config/config.ts'
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts'
import { withFailpoints } from './failpoints.ts'

// The bot as a separate process that kills itself at a failpoint, such as `before commit running`: when it passes that
// point for the n-th time. Started by crash.slow.test.ts with failpoint and n as its arguments.

const [failpoint, times = '1'] = process.argv.slice(2)
let passed = 0

function pass(point: string): void {
  if (point === failpoint && ++passed === Number(times)) process.kill(process.pid, 'SIGKILL')
}

const settings = readConfig(process.env)
if (!settings.ok) throw new Error(settings.faults.join('\n'))
const { config } = settings
const store = await openSqliteStore(join(config.FLUXKIT_DATA_DIR, 'fluxkit.sqlite'), { config })
const app = await startApp(config, { store: withFailpoints(store, pass) })
process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)))
