import { expect, test } from 'vitest'
import { aJob, startMs } from '../../test/builders.ts'
import { Database } from './database.ts'
import { createJobStore } from './job-store.ts'

/** The statements of a database, as its users prepare them. */
function listen(db: Database): { readonly listened: Database; readonly statements: Set<string> } {
  const statements = new Set<string>()
  const listened = new Proxy(db, {
    get(target, name: 'all' | 'get' | 'run' | 'transaction') {
      return (...args: [string]) => {
        if (name !== 'transaction') statements.add(args[0])
        return (target[name] as (...all: unknown[]) => unknown).apply(target, args)
      }
    },
  })
  return { listened, statements }
}

test('what is asked for every second and for every picture never reads through the whole history', async () => {
  const db = new Database(':memory:')
  const { listened, statements } = listen(db)
  const jobs = createJobStore(listened)
  const shares = { total: 9, perGuild: 9, perUser: 9 }

  await jobs.create(aJob({ id: '1' }), [], startMs)
  await jobs.queuePosition('1')
  await jobs.oldestQueuedMs()
  await jobs.claimNext('one', shares, startMs, startMs + 1)
  await jobs.claimStranded('two', startMs + 2, startMs + 3)
  await jobs.heartbeat('two', ['1'], startMs + 9)
  await jobs.move('1', 'submitting', 'running', { taskId: 't', submittedMs: startMs }, 'two')
  await jobs.move('1', 'running', 'succeeded', { finishedMs: startMs + 5, costUnits: 1, images: 1 }, 'two')
  await jobs.setDelivery('1', 'delivered')
  await jobs.release('two', '1')
  await jobs.medianDurationMs('flux-dev')
  await jobs.overdue(startMs)
  await jobs.overdue(startMs, '300')
  for (const scope of ['user', 'channel', 'guild'] as const) await jobs.usage('g', { scope, id: 'x', sinceMs: 1 })

  const scans = [...statements].flatMap((sql) =>
    db
      .all(`EXPLAIN QUERY PLAN ${sql}`)
      .flatMap(({ detail }) => (/^SCAN (?:jobs|other|ledger)/.test(String(detail)) ? [sql] : [])),
  )
  expect(statements.size).toBeGreaterThan(12)
  expect(scans).toEqual([])
})
