// `npm run bench:privacy` in this folder: what the export and the deletion of a user with 200,000 jobs do to everybody else.
// Prints how long each took, the time of the processor, and how long the event loop stood still at most: on a busy machine
// that is how long this process waited for a core. Of a deletion everything but the write of each job is measured.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { DatabaseSync } from 'node:sqlite'
import { systemClock } from '@fluxkit/core/node'
import { privacyExport } from '../commands/flux/privacy.ts'
import { erasePerson } from '../jobs/erase-person.ts'
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts'
import { facts, putJob } from '../test/put-job.ts'

const jobs = Number(process.argv[2] ?? 200_000)
const folder = mkdtempSync(join(tmpdir(), 'fluxkit-privacy-'))
const path = join(folder, 'fluxkit.sqlite')
const config = { FLUXKIT_CURRENCY: 'USD', FLUXKIT_PRIVATE_IMAGES_PER_DAY: 10 }

/** Copies of the one job there is, in every table that knows it. */
function multiply(): void {
  const db = new DatabaseSync(path)
  db.exec('BEGIN')
  for (const [table, key] of [
    ['fluxkit_jobs', 'id'],
    ['job_index', 'job_id'],
    ['deliveries', 'job_id'],
  ] as const) {
    const row = db.prepare(`SELECT * FROM ${table} WHERE ${key} = '1'`).get() ?? {}
    const columns = Object.keys(row)
    const insert = db.prepare(
      `INSERT INTO ${table} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    )
    for (let id = 2; id <= jobs; id++) {
      const values = columns.map((column) => {
        const value = row[column] ?? null
        if (column === key) return String(id)
        // One a minute: pages follow the time of the request.
        if (column === 'created_ms') return Number(value) - id * 60_000
        return typeof value === 'string' ? value.replace('"id":"1"', `"id":"${id}"`) : value
      })
      insert.run(...values)
    }
  }
  db.exec('COMMIT')
  db.close()
}

async function measure(name: string, work: () => Promise<unknown>): Promise<void> {
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const startedMs = performance.now()
  const cpuBefore = process.cpuUsage()
  const outcome = await work()
  delay.disable()
  const { user, system } = process.cpuUsage(cpuBefore)
  const cpuSeconds = ((user + system) / 1e6).toFixed(1)
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
  process.stdout.write(
    `${name}: ${seconds} s, ${cpuSeconds} s of CPU, event loop p99 ${(delay.percentile(99) / 1e6).toFixed(0)} ms, longest ${(delay.max / 1e6).toFixed(0)} ms, ${String(outcome)}\n`,
  )
}

const store = await openSqliteStore(path, { config, clock: systemClock })
await putJob(store, { request: { prompt: 'a red fox in the snow, '.repeat(5) } }, facts.done())
multiply()
try {
  const files: number[] = []
  let acknowledgedMs = 0
  const startMs = performance.now()
  const send = async (_: unknown, view: { files: { bytes: Uint8Array }[] }): Promise<void> => {
    for (const { bytes } of view.files) files.push(bytes.byteLength)
  }
  const discord = {
    defer: async () => {
      acknowledgedMs = performance.now() - startMs
    },
    editReply: send,
    followUp: send,
  }
  const interaction = { userId: '300', attachmentLimitBytes: 10 * 1024 * 1024 }
  await measure('export', async () => {
    await privacyExport.run({ store, discord } as never, { interaction, t: (key: string) => key } as never)
    return `acknowledged after ${acknowledgedMs.toFixed(0)} ms, files of ${files.map((size) => (size / 1e6).toFixed(1)).join(', ')} MB`
  })
  await measure('deletion', async () => {
    const forget = async ({ id }: { readonly id: string }): Promise<boolean> =>
      (await store.durable.read(id)) !== undefined
    const tools = {
      store,
      images: { forget: async () => undefined },
      clock: { now: Date.now },
      log: { warn: () => undefined },
      runner: { forget },
    }
    const outcome = await erasePerson(tools, { userId: '300', requestedMs: Date.now() }, () => false)
    return `${outcome?.erased} jobs`
  })
} finally {
  await store.close()
  rmSync(folder, { recursive: true, force: true })
}
