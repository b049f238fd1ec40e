import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts'
import { join } from 'node:path'
import { startApp } from '../app.ts'
import { readConfig } from '../config/config.ts'
import type { JobStore, Store } from '../store/store.ts'

// The bot as a process of its own that kills itself at a failpoint: before or after the n-th use of its job store.
// Started by crash.test.ts with the number as its argument; 0 never.

const failpoint = Number(process.argv[2])
let passed = 0

function pass(): void {
  passed++
  if (passed === failpoint) process.kill(process.pid, 'SIGKILL')
}

function withFailpoints(store: Store): Store {
  const writes = new Set(['create', 'move', 'setPictures', 'setDelivery', 'release', 'claimStranded'])
  const jobs = new Proxy(store.jobs, {
    get(target, name: keyof JobStore) {
      const method = target[name] as (...args: unknown[]) => Promise<unknown>
      if (!writes.has(name)) return method
      return async (...args: unknown[]) => {
        pass()
        const result = await method.apply(target, args)
        // Looking for stranded jobs is a write only when there were some.
        if (name !== 'claimStranded' || (result as unknown[]).length > 0) pass()
        else passed--
        return result
      }
    },
  })
  return { ...store, jobs }
}

const settings = readConfig(process.env)
if (!settings.ok) throw new Error(settings.faults.join('\n'))
const store = openSqliteStore(join(settings.config.FLUXKIT_DATA_DIR, 'fluxkit.sqlite'))
const app = await startApp(settings.config, { store: withFailpoints(store) })
process.once('SIGTERM', () => void app.stop().then(() => process.exit(0)))
