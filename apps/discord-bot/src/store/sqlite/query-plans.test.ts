import { SqliteDatabase } from '@fluxkit/jobs/node'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openTestStore } from '../../test/open-test-store.ts'
import { facts, putJob } from '../../test/put-job.ts'
import { startMs } from '../../test/builders.ts'

test('what is asked for every second and for every image never reads through the whole history', async () => {
  const opening = vi.spyOn(SqliteDatabase, 'open')
  const store = await openTestStore()
  onTestFinished(() => store.close())
  const db = (await opening.mock.results[0]?.value) as SqliteDatabase
  const uses = (['all', 'get', 'run'] as const).map((name) => vi.spyOn(db, name))
  const { jobs, deliveries, durable } = store

  await putJob(store, {}, facts.done())
  await jobs.get('1')
  await jobs.queuePosition('1')
  await jobs.oldestQueuedMs()
  await jobs.activeOf('300')
  await jobs.finished('generate', 'flux-dev', 20)
  await durable.claimNext?.('claimants', 1_000, startMs, () => undefined)
  for await (const _ of durable.list({ dueAtMs: startMs, app: 'discord' }));
  await deliveries.claimDue('me', [], 1)
  await deliveries.heartbeat('me', ['1'], 9)
  await deliveries.noteAttempt('1', 'result', { way: 'answer', atMs: startMs }, 'me')
  await deliveries.setDelivery('1', 'result', 'delivered', 'me')
  await deliveries.release('me', '1')
  await store.duties.take('sweep', 'me', 1)
  await jobs.countByState()
  await jobs.wantedImages(['a'.repeat(64)])
  await jobs.olderThan('g', startMs)
  await jobs.giveUp(startMs, startMs)
  await jobs.foldPrompts(9)
  for (const scope of ['user', 'channel', 'guild', 'all'] as const)
    await jobs.usages('g', [{ scope, id: 'x', sinceMs: 1 }])

  const statements = new Set(uses.flatMap(({ mock }) => mock.calls.map(([sql]) => sql)))
  vi.restoreAllMocks()
  const scans = [...statements].flatMap((sql) =>
    db
      .all(`EXPLAIN QUERY PLAN ${sql}`)
      .flatMap(({ detail }) => (isScan(String(detail)) ? [`${String(detail)}: ${sql}`] : [])),
  )
  expect(statements.size).toBeGreaterThan(20)
  expect(scans).toEqual([])
})

test('reading a page of a user’s jobs starts in the index, even among jobs of the same moment', async () => {
  const opening = vi.spyOn(SqliteDatabase, 'open')
  const store = await openTestStore()
  onTestFinished(() => store.close())
  const db = (await opening.mock.results[0]?.value) as SqliteDatabase
  const reading = vi.spyOn(db, 'all')

  await store.jobs.pageOf('300', { from: { createdMs: startMs, id: '5' }, limit: 3, withPromptUntilMs: startMs })

  const [sql = ''] = reading.mock.calls[0] ?? []
  vi.restoreAllMocks()
  expect(db.all(`EXPLAIN QUERY PLAN ${sql}`).map(({ detail }) => String(detail))).toEqual([
    'SEARCH job_index USING INDEX job_index_by_user (user_id=? AND (created_ms,job_id)<(?,?))',
  ])
})

/** These indexes have only jobs that wait or have not ended, deliveries that are to be made, and what an earlier program has left. */
const short =
  /USING (?:COVERING )?INDEX (?:fluxkit_jobs_open|job_index_queued|deliveries_pending|job_index_unfolded|job_index_forgotten)/

function isScan(detail: string): boolean {
  if (short.test(detail)) return false
  return /^SCAN (?:job_index|other|mine|ledger|deliveries|job_pictures|fluxkit_jobs|fluxkit_job_tasks)\b/.test(detail)
}
