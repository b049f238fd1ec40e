import { systemClock } from '@fluxkit/core/node'
import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { eventually } from '../../tooling/time/index.ts'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { chooseInTurn } from '../../apps/discord-bot/src/limits/fair-queue.ts'
import { type Effect, effectsBetween } from '../../apps/discord-bot/src/model/effects.ts'
import type { LimitRule } from '../../apps/discord-bot/src/limits/check-limits.ts'
import { defaultGuildSettings } from '../../apps/discord-bot/src/limits/guild-settings.ts'
import type { BotPlace } from '../../apps/discord-bot/src/model/job.ts'
import { createJobWrites } from '../../apps/discord-bot/src/store/postgres/job-effects.ts'
import { openPgDatabase } from '../../apps/discord-bot/src/store/postgres/pg-database.ts'
import { openPostgresStore } from '../../apps/discord-bot/src/store/postgres/open-postgres-store.ts'
import type { Store } from '../../apps/discord-bot/src/store/store.ts'
import { createLeftMemory } from '../../apps/discord-bot/src/limits/left-memory.ts'
import { startMs, type JobChanges } from '../../apps/discord-bot/src/test/builders.ts'
import { aDurableJob, facts, putJob, testEffects } from '../../apps/discord-bot/src/test/put-job.ts'
import { isClaim } from '../../packages/jobs/src/index.ts'
import { createPostgresStore } from '../../packages/jobs/src/node/index.ts'
import type { OpenOptions } from './support/database.ts'
import { startCuttingProxy } from './support/cutting-proxy.ts'
import { type PooledDatabase, startPooledDatabase } from './support/pooled-database.ts'

// What the single writer of SQLite guarantees, and what takes care here: two processes, each with its own connections,
// through PgBouncer in transaction mode.

let pooled: PooledDatabase
beforeAll(async () => {
  pooled = await startPooledDatabase()
}, 300_000)
afterAll(() => pooled[Symbol.asyncDispose]())

let clock: FakeClock
beforeEach(async () => {
  clock = createFakeClock({ startMs })
  await pooled.database.reset()
})

const onTrouble = (): void => undefined
const usualConfig = { FLUXKIT_CURRENCY: 'USD', FLUXKIT_PRIVATE_IMAGES_PER_DAY: 10 }

/** A process with its own connections. */
async function aProcess(options: OpenOptions = {}, itsClock: FakeClock = clock): Promise<Store> {
  const db = pooled.database.open(clock, { url: pooled.bouncer.urlOf(pooled.database.name), ...options })
  const store = await openPostgresStore({ db, config: usualConfig, clock: itsClock, onTrouble })
  onTestFinished(() => store.close())
  // Connections are there when the race begins.
  await Promise.all(Array.from({ length: 10 }, () => store.check()))
  return store
}

const create = (store: Store, changes: JobChanges): Promise<unknown> => {
  const job = aDurableJob(changes)
  return store.durable.create(job, 'creators', 5_000, effectsBetween(undefined, job, testEffects))
}

async function limitGuild(store: Store, ...limits: LimitRule[]): Promise<void> {
  await store.settings.update('100', () => ({ ...defaultGuildSettings, limits }))
}

const shares = chooseInTurn({ total: 5, perGuild: 4, perUser: 2 })

describe('limits', () => {
  const jobs = Array.from({ length: 24 }, (_, at) => String(at + 1))

  test.each([
    ['of a server', { scope: 'guild', per: 'day', measure: 'images', max: 5 }, '100'],
    ['of a member', { scope: 'user', per: 'day', measure: 'images', max: 5 }, '100'],
  ] as const)('%s hold when two processes check them at the same time', async (_, rule, guildId) => {
    const processes = [await aProcess(), await aProcess()] as const
    await limitGuild(processes[0], rule)

    const made = await Promise.allSettled(
      jobs.map((id, at) => create(at % 2 === 0 ? processes[0] : processes[1], { id, place: { guildId } })),
    )

    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
    expect(await processes[0].jobs.ledger()).toHaveLength(5)
  })

  test('outside of servers hold, too', async () => {
    const processes = [await aProcess(), await aProcess()] as const

    const made = await Promise.allSettled(
      jobs.map((id, at) => create(at % 2 === 0 ? processes[0] : processes[1], { id, place: { guildId: null } })),
    )

    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(10)
  })

  test('of everything hold across servers', async () => {
    const rule = { scope: 'all', per: 'month', measure: 'images', max: 5 } as const
    const stores = await Promise.all(
      [1, 2].map(async () => {
        const db = pooled.database.open(clock, { url: pooled.bouncer.urlOf(pooled.database.name) })
        onTestFinished(() => db.close())
        await Promise.all(Array.from({ length: 10 }, () => db.query('SELECT 1')))
        return createPostgresStore<BotPlace, Effect>({
          db,
          clock,
          ...createJobWrites(() => [rule], createLeftMemory()),
        })
      }),
    )
    const guilds = ['100', '101', '102']

    const made = await Promise.allSettled(
      jobs.map((id, at) => {
        const job = aDurableJob({ id, place: { guildId: guilds[at % 3] ?? null } })
        return stores[at % 2]?.create(job, 'creators', 5_000, effectsBetween(undefined, job, testEffects))
      }),
    )

    expect(made.filter(({ status }) => status === 'fulfilled')).toHaveLength(5)
  })

  test('a process that is suspended in the middle of a reservation stops nobody for long, and does its work again', async () => {
    const other = await aProcess()
    const db = openPgDatabase({
      url: pooled.bouncer.urlOf(pooled.database.name),
      clock: systemClock,
      onTrouble,
      longestPauseMs: 1_000,
    })
    onTestFinished(() => db.close())
    let tries = 0
    let resume = (): void => undefined
    const suspended = new Promise<void>((resolve) => (resume = resolve))
    const claiming = db.transaction(async (tx) => {
      tries++
      await tx.query(`SELECT pg_advisory_xact_lock(hashtextextended('reserve 100', 0))`)
      await suspended
      await tx.query('SELECT 1')
    })
    await eventually(async () => {
      const locks = await pooled.database.admin.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory'`)
      if (locks.length === 0) throw new Error('Not locked yet.')
    })

    expect(isClaim(await create(other, { id: '1' }))).toBe(true)
    resume()
    await claiming
    expect(tries).toBeGreaterThan(1)
  })
})

describe('the queue', () => {
  test('two processes that claim at the same time give nobody more than their share', async () => {
    const processes = [await aProcess(), await aProcess()] as const
    for (let at = 0; at < 6; at++) await putJob(processes[0], { id: `a${at}`, createdMs: startMs + at })
    for (let at = 0; at < 3; at++) {
      await putJob(processes[0], { id: `b${at}`, createdMs: startMs + 9, place: { guildId: '999', userId: '999' } })
    }

    const claims = await Promise.all(
      Array.from({ length: 16 }, async (_, at) => {
        const store = at % 2 === 0 ? processes[0] : processes[1]
        return store.durable.claimNext?.(`holder${at}00`, 60_000, startMs + 10, shares)
      }),
    )

    const taken = claims.flatMap((claim) => (claim ? [claim.job.id] : []))
    // Two of each user, each once.
    expect(taken.toSorted()).toEqual(['a0', 'a1', 'b0', 'b1'])
  })
})

describe('a process that was suspended, and whose job another has taken over,', () => {
  test('writes nothing any more: no fact, no books, no delivery', async () => {
    const [late, other] = [await aProcess(), await aProcess()]
    const job = aDurableJob()
    const claim = await late.durable.create(job, 'latecome', 30_000, effectsBetween(undefined, job, testEffects))
    if (!isClaim<BotPlace>(claim)) throw new Error('It exists.')
    await clock.advance(30_000)
    const taken = await other.durable.claim('1', 'otherone', 30_000)
    if (!isClaim<BotPlace>(taken)) throw new Error('It was not taken over.')
    const done = { ...job, ...facts.done() }

    expect(await late.durable.commit(claim, done, effectsBetween(job, done, testEffects))).toBe('lost')
    expect(await late.durable.renew(claim, 30_000)).toBe(false)
    await late.durable.release(claim)
    expect(await other.jobs.get('1')).toMatchObject({ state: 'queued', held: true, delivery: 'waiting' })
    expect(await other.jobs.ledger()).toHaveLength(1)
  })

  test('keeps the task that it alone knows for the one who has the job now', async () => {
    const [late, other] = [await aProcess(), await aProcess()]
    await late.durable.create(aDurableJob(), 'latecome', 30_000)
    await clock.advance(30_000)
    await other.durable.claim('1', 'otherone', 30_000)

    expect(await late.durable.adopt('1', { id: 't', via: 'answer', atMs: startMs })).toBe('adopted')
    expect((await other.jobs.get('1'))?.taskId).toBe('t')
  })
})

test('settings that two processes change at the same time keep every change', async () => {
  const processes = [await aProcess(), await aProcess()] as const
  await Promise.all(
    Array.from({ length: 20 }, (_, at) =>
      (at % 2 === 0 ? processes[0] : processes[1]).settings.update('100', (settings) => ({
        ...settings,
        blockedUserIds: [...settings.blockedUserIds, String(at)],
      })),
    ),
  )

  const settings = await processes[0].settings.get('100')
  expect(settings.version).toBe(20)
  expect(new Set(settings.blockedUserIds).size).toBe(20)
})

describe('a machine whose clock is hours away', () => {
  test.each([-5, 5])('%i h: takes part in the time of all', async (hours) => {
    const theirs = createFakeClock({ startMs: startMs + hours * 3_600_000 })
    const [right, wrong] = [await aProcess(), await aProcess({}, theirs)]

    expect(wrong.clock?.now()).toBe(startMs)
    const job = aDurableJob({ createdMs: wrong.clock?.now() ?? 0 })
    const claim = await wrong.durable.create(job, 'wrongone', 30_000)
    expect(await right.durable.claim('1', 'rightone', 30_000)).toBe('held')
    if (isClaim<BotPlace>(claim)) await wrong.durable.release(claim)
    // Neither stale nor held.
    expect((await right.durable.claimNext?.('rightone', 30_000, right.clock?.now() ?? 0, shares))?.job.id).toBe('1')
    expect(await wrong.durable.claim('1', 'wrongone', 30_000)).toBe('held')
    await clock.advance(30_000)
    expect(isClaim(await wrong.durable.claim('1', 'wrongone', 30_000))).toBe(true)
  })

  test('follows when its own clock is set', async () => {
    const theirs = createFakeClock({ startMs })
    const store = await aProcess({}, theirs)
    await theirs.sleep(3_600_000)
    // Measured again within a minute.
    await eventually(async () => {
      await theirs.advance(60_000)
      const offMs = (store.clock?.now() ?? 0) - startMs
      if (Math.abs(offMs) > 60_000) throw new Error(`Still ${offMs} ms away.`)
    })
  })
})

describe('a connection that breaks', () => {
  const breakAll = (): Promise<unknown> =>
    pooled.database.admin.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name NOT LIKE '%listen%'`,
    )

  test('is made again: reads and transactions continue', async () => {
    const store = await aProcess({ url: pooled.database.url })
    await putJob(store, { id: '1' })
    await breakAll()

    // A new try comes a moment later.
    expect((await clock.until(eventually(() => store.jobs.get('1'))))?.id).toBe('1')
    await breakAll()
    await clock.until(eventually(() => store.settings.update('100', (settings) => ({ ...settings, maxCount: 2 }))))
    expect((await store.settings.get('100')).maxCount).toBe(2)
  })

  test('after a commit whose answer is lost, the same write counts once, and the claim continues', async () => {
    const store = await aProcess()
    const job = aDurableJob()
    const claim = await store.durable.create(job, 'creators', 30_000, effectsBetween(undefined, job, testEffects))
    if (!isClaim<BotPlace>(claim)) throw new Error('It exists.')
    const done = { ...job, ...facts.done(), cost: { amount: 0.01, currency: 'USD' } }
    const effects = effectsBetween(job, done, testEffects)
    await store.durable.commit(claim, done, effects)

    const again = await store.durable.commit(claim, done, effects)

    expect(isClaim(again)).toBe(true)
    expect((await store.jobs.ledger()).map(({ kind, units }) => [kind, units])).toEqual([
      ['reserve', 300],
      ['settle', -200],
    ])
    expect(await store.durable.commit(claim, { ...done, wantedAtMs: 7 }, [])).toBe('lost')
  })
})

test('when the answer of a commit is lost with its connection, the write is recognized and counts once', async () => {
  await using proxy = await startCuttingProxy(pooled.server)
  const url = new URL(pooled.database.url)
  url.port = String(proxy.port)
  url.hostname = '127.0.0.1'
  const store = await aProcess({ url: url.href })
  const job = aDurableJob()
  const claim = await store.durable.create(job, 'creators', 30_000, effectsBetween(undefined, job, testEffects))
  if (!isClaim<BotPlace>(claim)) throw new Error('It exists.')
  const done = { ...job, ...facts.done(), cost: { amount: 0.01, currency: 'USD' } }
  proxy.cutAfter('COMMIT')

  const written = await clock.until(store.durable.commit(claim, done, effectsBetween(job, done, testEffects)))

  expect(isClaim(written)).toBe(true)
  expect((await store.jobs.ledger()).map(({ units }) => units)).toEqual([300, -200])
})

describe('notifications', () => {
  test('a job that is let go wakes other processes by the direct connection', async () => {
    const [one, other] = [await aProcess(), await aProcess()]
    let hints = 0
    const stop = other.durable.changes?.(() => void hints++)
    // Once when it listens.
    await eventually(() => expect(hints).toBe(1))
    await putJob(one, { id: '1' })

    await eventually(() => expect(hints).toBeGreaterThan(1))
    stop?.()
  })

  test('through PgBouncer none come, and the job is found by polling', async () => {
    const listening = { listenUrl: pooled.bouncer.urlOf(pooled.database.name) }
    const [one, other] = [await aProcess(), await aProcess(listening)]
    other.durable.changes?.(() => undefined)
    await putJob(one, { id: '1' })

    expect((await other.durable.claimNext?.('holder00', 5_000, startMs, shares))?.job.id).toBe('1')
  })
})

test('no lock of a session and no prepared statement is left behind', async () => {
  const store = await aProcess()
  await putJob(store, { id: '1' })
  await store.durable.claimNext?.('holder00', 5_000, startMs, shares)

  const locks = await pooled.database.admin.query(`SELECT 1 FROM pg_locks WHERE locktype = 'advisory'`)
  const direct = openPgDatabase({
    url: pooled.bouncer.urlOf(pooled.database.name),
    clock: systemClock,
    onTrouble,
    connections: 1,
  })
  onTestFinished(() => direct.close())
  const statements = await direct.query(`SELECT name FROM pg_prepared_statements`)
  expect([locks, statements]).toEqual([[], []])
})
