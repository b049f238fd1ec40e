import fc from 'fast-check'
import { isClaim } from '@fluxkit/jobs'
import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { describe, expect, onTestFinished, test } from 'vitest'
import { effectsBetween } from '../model/effects.ts'
import { memberId } from '../model/group.ts'
import type { BotJob } from '../model/job.ts'
import { withoutImages } from '../jobs/forget-job.ts'
import type { LimitRule } from '../limits/check-limits.ts'
import { LimitRefused } from '../limits/limit-refused.ts'
import { defaultGuildSettings } from '../limits/guild-settings.ts'
import type { JobCursor, Store } from '../store/store.ts'
import { aRequest, type JobChanges, startMs } from './builders.ts'
import { aDurableJob, facts, putJob, testEffects } from './put-job.ts'

/** The lease of `testEffects`. */
const leaseMs = 30_000

export interface SuiteOptions {
  /** Random histories; default 60. */
  readonly histories?: number
}

/** What every store promises. @param open makes an empty one, on this time */
export function storeSuite(
  name: string,
  open: (options: { readonly clock: FakeClock }) => Promise<Store>,
  { histories = 60 }: SuiteOptions = {},
): void {
  const opened = async (clock: FakeClock = createFakeClock({ startMs })): Promise<Store> => {
    const store = await open({ clock })
    onTestFinished(() => store.close())
    return store
  }
  const create = (store: Store, changes: JobChanges = {}): Promise<unknown> => {
    const job = aDurableJob(changes)
    return store.durable.create(job, 'creators', 5_000, effectsBetween(undefined, job, testEffects))
  }
  const limited = async (...limits: LimitRule[]): Promise<Store> => {
    const store = await opened()
    await store.settings.update('100', () => ({ ...defaultGuildSettings, limits }))
    return store
  }

  describe(`${name}: jobs`, () => {
    test('the same interaction makes one job', async () => {
      const store = await opened()
      expect(isClaim(await create(store))).toBe(true)
      expect(await create(store)).toMatchObject({ exists: { job: { id: '1' } } })
      expect(await store.jobs.ledger()).toHaveLength(1)
    })

    test('a reservation says what it leaves of the limits, the job included', async () => {
      const store = await limited({ scope: 'user', per: 'day', measure: 'images', max: 3 })
      await create(store)
      await create(store, { id: '2' })
      expect([store.leftImages.of('1'), store.leftImages.of('2'), store.leftImages.of('3')]).toEqual([
        { left: { left: 2, per: 'day' } },
        { left: { left: 1, per: 'day' } },
        undefined,
      ])
      const outside = await opened()
      await create(outside)
      expect(outside.leftImages.of('1')).toEqual({ left: undefined })
    })

    test('an interaction that comes twice is recognized where the limits leave room for one job only', async () => {
      const store = await limited({ scope: 'user', per: 'day', measure: 'images', max: 1 })
      expect(isClaim(await create(store))).toBe(true)
      expect(await create(store)).toMatchObject({ exists: { job: { id: '1' } } })
      await expect(create(store, { id: '2' })).rejects.toBeInstanceOf(LimitRefused)
    })

    test('what was written is read again', async () => {
      const store = await opened()
      const request = aRequest({ prompt: `it's "quoted" 猫`, imageUrl: 'https://cdn.test/a.png', action: 'edit' })
      await create(store, { id: '7', request })

      const job = await store.jobs.get('7')
      expect(job).toMatchObject({ id: '7', state: 'queued', delivery: 'waiting', request, attempts: 0, held: true })
      expect(await store.jobs.get('8')).toBeUndefined()
    })

    test('a reservation that breaks a limit of its server writes nothing', async () => {
      const rule: LimitRule = { scope: 'user', per: 'day', measure: 'images', max: 3 }
      const store = await limited(rule)
      await create(store, { id: '1', request: { count: 3 } })

      const refusal = { rule, used: 3, endsMs: Date.UTC(2026, 0, 16) }
      await expect(create(store, { id: '2' })).rejects.toMatchObject({ name: 'LimitRefused', refusal })

      expect(await store.jobs.get('2')).toBeUndefined()
      expect(await store.jobs.ledger()).toHaveLength(1)
    })

    test('a group is reserved as a whole or not at all, whatever its jobs see of each other', async () => {
      const rule: LimitRule = { scope: 'user', per: 'day', measure: 'images', max: 3 }
      const store = await limited(rule)
      const createAll = async (id: string, of: number): Promise<unknown> => {
        const entries = Array.from({ length: of }, (_, at) => {
          const job = aDurableJob({ id: memberId(id, at) })
          const grouped = { ...job, place: { ...job.place, group: { id, at, of, units: 300 * of } } }
          return { job: grouped, effects: effectsBetween(undefined, grouped, testEffects) }
        })
        return store.durable.createAll?.(entries, 'creators', 5_000)
      }
      await create(store, { id: '5' })

      const refusal = { rule, used: 1, endsMs: Date.UTC(2026, 0, 16) }
      await expect(createAll('10', 3)).rejects.toMatchObject({ name: 'LimitRefused', refusal })
      expect(await store.jobs.ledger()).toHaveLength(1)
      expect(await store.jobs.get('10')).toBeUndefined()

      expect(await createAll('20', 2)).toHaveLength(2)
      expect(await createAll('20', 2)).toMatchObject({ exists: { job: { id: '20' } } })
      expect(await store.jobs.get('201')).toMatchObject({ group: { id: '20', at: 1, of: 2, units: 600 } })
      expect((await store.jobs.ledger()).map(({ jobId, units }) => [jobId, units])).toEqual([
        ['5', 300],
        ['20', 300],
        ['201', 300],
      ])
    })

    test('use in another server does not count here', async () => {
      const store = await limited({ scope: 'user', per: 'day', measure: 'images', max: 1 })
      await create(store, { id: '1', place: { guildId: '999' } })

      expect(isClaim(await create(store, { id: '2' }))).toBe(true)
    })

    test('use everywhere counts every server and direct messages, and a rule of it stops them all', async () => {
      const store = await opened()
      await create(store, { id: '1', place: { guildId: '999' } })
      await create(store, { id: '2', place: { guildId: null, userId: '301' } })
      await create(store, { id: '3', createdMs: startMs - 1 })

      const query = { scope: 'all', id: '', sinceMs: startMs } as const
      expect(await store.jobs.usages('100', [query])).toEqual([{ images: 2, units: 600 }])
      expect(await store.jobs.usages(null, [query])).toEqual([{ images: 2, units: 600 }])
    })

    test('what was used before the window began does not count', async () => {
      const store = await opened()
      await create(store, { id: '1', createdMs: startMs - 1 })
      await create(store, { id: '2', createdMs: startMs })

      const query = { scope: 'user', id: '300', sinceMs: startMs } as const
      expect(await store.jobs.usages('100', [query])).toEqual([{ images: 1, units: 300 }])
    })

    test('a settlement counts in the window of its reservation, however late it comes', async () => {
      const store = await opened()
      const cost = { amount: 0.01, currency: 'USD' }
      await putJob(store, {}, { ...facts.done(), cost, readyAtMs: startMs + 86_400_000 })

      const used = (sinceMs: number) => store.jobs.usages('100', [{ scope: 'user', id: '300', sinceMs }])
      expect(await used(startMs)).toEqual([{ images: 1, units: 100 }])
      expect(await used(startMs + 1)).toEqual([{ images: 0, units: 0 }])
    })

    test('one question about several sums is answered in its order', async () => {
      const store = await opened()
      await create(store, { id: '1', request: { count: 2 } })
      await create(store, { id: '2', place: { channelId: '201' } })
      await create(store, { id: '3', place: { userId: '301' } })
      await create(store, { id: '4', place: { guildId: null, userId: '301' } })

      const sums = await store.jobs.usages('100', [
        { scope: 'all', id: '', sinceMs: startMs },
        { scope: 'channel', id: '201', sinceMs: startMs },
        { scope: 'guild', id: '', sinceMs: startMs },
        { scope: 'user', id: '300', sinceMs: startMs },
        { scope: 'guild', id: '', sinceMs: startMs + 1 },
      ])
      expect(sums.map(({ images }) => images)).toEqual([5, 1, 4, 3, 0])
      expect(await store.jobs.usages('100', [])).toEqual([])
    })

    test('positions count who came before', async () => {
      const store = await opened()
      await putJob(store, { id: '1' })
      await putJob(store, { id: '2', createdMs: startMs + 1 })

      expect([await store.jobs.queuePosition('1'), await store.jobs.queuePosition('2')]).toEqual([1, 2])
      expect(await store.jobs.queuePosition('3')).toBeUndefined()
      expect(await store.jobs.oldestQueuedMs()).toBe(startMs)
    })

    test('history finds images by the prompt, newest first', async () => {
      const store = await opened()
      for (const [id, prompt] of [
        ['1', 'A red FOX'],
        ['2', 'a cat'],
        ['3', 'another fox'],
      ] as const) {
        await putJob(store, { id, createdMs: startMs + Number(id), request: { prompt } }, facts.done(id))
      }
      await putJob(store, { id: '4', request: { prompt: 'a failed fox' } }, facts.failed())

      const ids = async (options: Parameters<Store['jobs']['history']>[1], userId = '300') =>
        (await store.jobs.history(userId, options)).map((job) => job.id)
      expect(await ids({ query: 'fox', limit: 5 })).toEqual(['3', '1'])
      expect(await ids({ offset: 1, limit: 1 })).toEqual(['2'])
      expect(await ids({ limit: 5 }, '301')).toEqual([])
      expect(await ids({ query: 'fox', limit: 5, withoutImages: true })).toEqual(['3', '1', '4'])
      expect((await store.jobs.finished('generate', 'flux-dev', 9)).map((job) => job.id).toSorted()).toEqual([
        '1',
        '2',
        '3',
      ])
    })

    test.each([
      ['ёлка', 'Ёлка в снегу'],
      ['STRASSE', 'eine straße'],
      ['straße', 'EINE STRASSE'],
      ['istanbul', 'İstanbul at night'],
      ['ΟΔΟΣ', 'οδοσήμανση'],
      ['οδος', 'Η ΟΔΟΣ'],
      ['fox', 'ａ　ｒｅｄ　ＦＯＸ'],
      ['100%_', 'a 100%_ FOX'],
    ])('the search for %s finds %s', async (query, prompt) => {
      const store = await opened()
      await putJob(store, { id: '1', request: { prompt } }, facts.done('1'))
      await putJob(store, { id: '2', request: { prompt: 'another' } }, facts.done('2'))

      expect((await store.jobs.history('300', { query, limit: 5 })).map(({ id }) => id)).toEqual(['1'])
    })

    test('pages go through all jobs of a user once, newest first, also those of one moment', async () => {
      const store = await opened()
      for (let id = 1; id <= 7; id++) {
        await putJob(
          store,
          { id: String(id), createdMs: startMs + Math.floor(id / 3) },
          id === 4 ? facts.failed() : facts.done(String(id)),
        )
      }
      await putJob(store, { id: '9', place: { userId: '301' } }, facts.done('9'))
      const pagesOf = async (options: { withPromptUntilMs?: number }): Promise<string[][]> => {
        const pages: string[][] = []
        for (let from: JobCursor | undefined; ;) {
          const page = await store.jobs.pageOf('300', { ...options, from, limit: 3 })
          pages.push(page.jobs.map(({ id }) => id))
          from = page.next
          if (from === undefined) return pages
        }
      }
      expect(await pagesOf({})).toEqual([['7', '6', '5'], ['4', '3', '2'], ['1']])
      expect(await pagesOf({ withPromptUntilMs: startMs + 1 })).toEqual([
        ['5', '4', '3'],
        ['2', '1'],
      ])
      expect(await store.jobs.pageOf('302', { limit: 3 })).toEqual({ jobs: [] })
    })

    test('deletions that were asked for stand until they are finished, and one that was asked for again since stays', async () => {
      const store = await opened()
      await store.erasures.request({ userId: '300', requestedMs: 5 })
      await store.erasures.request({ userId: '301', requestedMs: 4 })
      await store.erasures.request({ userId: '300', requestedMs: 6 })
      await store.erasures.finish('300', 5)
      await store.erasures.finish('301', 4)

      expect(await store.erasures.pending()).toEqual([{ userId: '300', requestedMs: 6 }])
    })

    test('jobs that have not ended are active, those that are only searched for too', async () => {
      const store = await opened()
      await putJob(store, { id: '1' }, facts.done('t1'))
      await putJob(store, { id: '2' }, facts.lost())
      await putJob(store, { id: '3', createdMs: startMs + 1 }, facts.overdue('t3'))
      await putJob(store, { id: '4', place: { userId: '301' } })

      const states = (await store.jobs.activeOf('300')).map(({ id, state }) => [id, state])
      expect(states).toEqual([
        ['2', 'unknown'],
        ['3', 'overdue'],
      ])
    })

    test('jobs are counted by state and model, through every change', async () => {
      const store = await opened()
      await putJob(store, { id: '1' }, facts.done('t1'))
      await putJob(store, { id: '2' }, facts.done('t2'))
      await putJob(store, { id: '3' }, facts.overdue('t3'))
      await putJob(store, { id: '4', request: { model: 'flux-2-max' } })

      const counts = (await store.jobs.countByState()).map(({ state, model, count }) => `${state} ${model} ${count}`)
      expect(counts.toSorted()).toEqual(['overdue flux-dev 1', 'queued flux-2-max 1', 'succeeded flux-dev 2'])
    })

    test('forgetting its images keeps a job and what it cost', async () => {
      const store = await opened()
      const input = { hash: 'b'.repeat(64), extension: 'png' }
      const request = { action: 'edit', imageUrl: 'https://cdn.test/b.png', input } as const
      const wire = { prompt: 'night', image_url: 'https://cdn.test/b.png' }
      const attempts = [{ key: '1.1', wire, sentAtMs: startMs, outcome: { kind: 'accepted' } }] as const
      await putJob(store, { request }, { ...facts.done(), attempts })
      const hashes = ['a'.repeat(64), 'b'.repeat(64)]
      expect(await store.jobs.wantedImages([...hashes, 'c'.repeat(64)])).toEqual(new Set(hashes))

      const claim = await store.durable.claim('1', 'forgetter', 5_000)
      if (!isClaim<BotJob['place']>(claim)) throw new Error('It is held.')
      await store.durable.commit(claim, withoutImages(claim.job))

      expect(await store.jobs.wantedImages(hashes)).toEqual(new Set())
      expect(JSON.stringify(await store.durable.read('1'))).not.toMatch(/cdn\.test|aaaa|bbbb/)
      expect(await store.jobs.get('1')).toMatchObject({ state: 'succeeded', costUnits: 300, held: true })
    })
  })

  describe(`${name}: deliveries`, () => {
    const pending = async (): Promise<Store & { advance: FakeClock['advance'] }> => {
      const clock = createFakeClock({ startMs })
      const store = await opened(clock)
      await putJob(store, {}, facts.failed())
      return { ...store, advance: (ms) => clock.advance(ms) }
    }

    test('a due notice belongs to its process until that is dead, then to another', async () => {
      const { deliveries, advance } = await pending()

      expect(await deliveries.claimDue('other', [], leaseMs)).toEqual([])
      expect(await deliveries.claimDue('me', ['1'], leaseMs)).toEqual([])
      expect(await deliveries.claimDue('me', [], leaseMs)).toEqual(['1'])
      await deliveries.heartbeat('me', ['1'], leaseMs + 9)
      await advance(leaseMs + 8)
      expect(await deliveries.claimDue('other', [], leaseMs)).toEqual([])
      await advance(1)
      expect(await deliveries.claimDue('other', [], leaseMs)).toEqual(['1'])
    })

    test('of many processes that take it at once, one gets it', async () => {
      const { deliveries, advance } = await pending()
      await advance(leaseMs)
      const owners = Array.from({ length: 6 }, (_, at) => `owner ${at}`)

      const taken = await Promise.all(owners.map((owner) => deliveries.claimDue(owner, [], leaseMs)))

      expect(taken.flat()).toEqual(['1'])
    })

    test('an attempt is noted only by the holder of the lease, and forgotten when another notice is due', async () => {
      const { deliveries, jobs } = await pending()
      const attempt = { way: 'channel', atMs: startMs } as const
      expect(await deliveries.noteAttempt('1', 'failure', attempt, 'other')).toBe(false)
      expect((await jobs.get('1'))?.attempt).toBeUndefined()
      expect(await deliveries.noteAttempt('1', 'failure', attempt, 'me')).toBe(true)
      expect((await jobs.get('1'))?.attempt).toEqual(attempt)

      await deliveries.notify('1', 'result', 'me', leaseMs)
      expect(await jobs.get('1')).toMatchObject({ notice: 'result', delivery: 'pending', attempt: undefined })
      expect(await deliveries.noteAttempt('1', 'failure', attempt, 'me')).toBe(false)
    })

    test('a late delivery of an earlier notice changes only where the message is', async () => {
      const { deliveries, jobs } = await pending()
      await deliveries.notify('1', 'result', 'me', leaseMs)
      await deliveries.setDelivery('1', 'failure', 'delivered', 'me', { channelId: '200', id: '555' })

      expect(await jobs.get('1')).toMatchObject({ delivery: 'pending', messageId: '555' })
      await deliveries.setDelivery('1', 'result', 'delivered', 'me')
      expect(await jobs.get('1')).toMatchObject({ delivery: 'delivered', messageId: '555', messageChannelId: '200' })
      expect(await deliveries.claimDue('me', [], leaseMs)).toEqual([])
    })

    test('what was delivered can be sent again, by any process; what was not is left as it is', async () => {
      const { deliveries, jobs } = await pending()
      await deliveries.repeat('1')
      expect(await deliveries.claimDue('other', [], leaseMs)).toEqual([])
      await deliveries.setDelivery('1', 'failure', 'delivered', 'me', { channelId: '200', id: '555' })
      await deliveries.repeat('1')

      expect(await jobs.get('1')).toMatchObject({ notice: 'failure', delivery: 'pending', messageId: '555' })
      expect(await deliveries.claimDue('other', [], leaseMs)).toEqual(['1'])
    })

    test('a process that has lost its lease changes nothing, not even where the message is', async () => {
      const { deliveries, jobs, advance } = await pending()
      await advance(leaseMs)
      await deliveries.claimDue('other', [], leaseMs)
      await deliveries.setDelivery('1', 'failure', 'delivered', 'me', { channelId: '200', id: '555' })

      expect(await jobs.get('1')).toMatchObject({ delivery: 'pending', messageId: undefined })
    })

    test('where the progress is shown is noted until something is delivered, and not after that', async () => {
      const { deliveries, jobs } = await pending()
      await deliveries.setMessage('1', { channelId: '200', id: '555' })
      expect(await jobs.get('1')).toMatchObject({ messageId: '555' })
      await deliveries.setDelivery('1', 'failure', 'delivered', 'me', { channelId: '200', id: '777' })
      await deliveries.setMessage('1', { channelId: '200', id: '555' })

      expect(await jobs.get('1')).toMatchObject({ messageId: '777' })
    })

    test('what was put off is due when its time has come', async () => {
      const { deliveries, advance } = await pending()
      await deliveries.claimDue('me', [], leaseMs)
      await deliveries.release('me', '1', 5_000)

      await advance(4_999)
      expect(await deliveries.claimDue('me', [], leaseMs)).toEqual([])
      await advance(1)
      expect(await deliveries.claimDue('me', [], leaseMs)).toEqual(['1'])
    })
  })

  describe(`${name}: duties`, () => {
    test('one process has a duty until it lets go of it, or shows no life for a whole lease', async () => {
      const clock = createFakeClock({ startMs })
      const { duties } = await opened(clock)
      expect(await duties.take('sweep', 'me', leaseMs)).toBe(true)
      expect(await duties.take('sweep', 'other', leaseMs)).toBe(false)
      expect(await duties.take('other duty', 'other', leaseMs)).toBe(true)
      await clock.advance(leaseMs - 1)
      expect(await duties.take('sweep', 'me', leaseMs)).toBe(true)
      await clock.advance(leaseMs - 1)
      expect(await duties.take('sweep', 'other', leaseMs)).toBe(false)
      await duties.release('sweep', 'other')
      expect(await duties.take('sweep', 'other', leaseMs)).toBe(false)
      await clock.advance(1)
      expect(await duties.take('sweep', 'other', leaseMs)).toBe(true)
      await duties.release('sweep', 'other')
      expect(await duties.take('sweep', 'me', leaseMs)).toBe(true)
    })

    test('finished duties are forgotten, running ones are not', async () => {
      const clock = createFakeClock({ startMs })
      const { duties } = await opened(clock)
      await duties.take('reports 1', 'ended', leaseMs)
      await clock.advance(1)
      await duties.take('reports 2', 'going on', leaseMs)
      expect(await duties.forgetEnded()).toBe(0)
      await clock.advance(leaseMs - 1)

      expect(await duties.forgetEnded()).toBe(1)
      expect(await duties.take('reports 2', 'other', leaseMs)).toBe(false)
      expect(await duties.take('reports 1', 'other', leaseMs)).toBe(true)
    })

    test('of many processes that take a duty at once, one gets it', async () => {
      const { duties } = await opened()
      const owners = Array.from({ length: 6 }, (_, at) => `owner ${at}`)

      const taken = await Promise.all(owners.map((owner) => duties.take('sweep', owner, leaseMs)))

      expect(taken.filter(Boolean)).toEqual([true])
    })
  })

  describe(`${name}: ledger`, () => {
    const step = fc.record({
      job: fc.integer({ min: 1, max: 4 }),
      to: fc.constantFrom('create', 'accepted', 'lost', 'overdue', 'done', 'failed', 'cancelled'),
      cost: fc.integer({ min: 0, max: 900 }),
    })

    test('after any history, each job’s rows sum to its reservation or its cost, and the balance is their sum', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          const store = await open({ clock: createFakeClock({ startMs }) })
          try {
            for (const { job, to, cost } of steps) await take(store, String(job), to, cost)
            let expected = 0
            for (const id of ['1', '2', '3', '4']) {
              const job = await store.jobs.get(id)
              const sum = (await store.jobs.ledger(id)).reduce((total, row) => total + row.units, 0)
              const isOver = job !== undefined && ['succeeded', 'failed', 'cancelled'].includes(job.state)
              expect(sum).toBe(job === undefined ? 0 : isOver ? job.costUnits : 300)
              expected += sum
            }
            const [balance] = await store.jobs.usages('100', [{ scope: 'guild', id: '', sinceMs: 0 }])
            expect(balance?.units).toBe(expected)
          } finally {
            await store.close()
          }
        }),
        { numRuns: histories },
      )
    })

    async function take(store: Store, id: string, to: string, units: number): Promise<void> {
      if (to === 'create') return void (await create(store, { id }))
      const entry = await store.durable.read(id)
      if (!entry || !('job' in entry) || entry.job.end) return
      const cost = { amount: units / 10_000, currency: 'USD' }
      const changes = { ...facts[to as keyof typeof facts](`t${id}`), ...(to === 'done' && { cost }) }
      const next: BotJob = { ...entry.job, ...changes, ...(entry.job.task && { task: entry.job.task }) }
      const claim = { job: entry.job, holder: 'creators', fence: 1 }
      await store.durable.commit(claim, next, effectsBetween(entry.job, next, testEffects))
    }
  })

  describe(`${name}: settings and small things`, () => {
    test('settings are those of one server, with defaults', async () => {
      const store = await opened()
      await store.settings.update('100', (settings) => ({ ...settings, maxCount: 2, blockedUserIds: ['666'] }))

      expect(await store.settings.get('100')).toMatchObject({ maxCount: 2, blockedUserIds: ['666'] })
      expect(await store.settings.get('101')).toMatchObject({ maxCount: 4, blockedUserIds: [], limits: [] })
    })

    test('three changes at once are all kept, and each raises the version', async () => {
      const store = await opened()
      const written = await Promise.all([
        store.settings.update('100', (settings) => ({ ...settings, maxCount: 2 })),
        store.settings.update('100', (settings) => ({ ...settings, privateByDefault: true })),
        store.settings.update('100', (settings) => ({ ...settings, retentionDays: 7 })),
      ])

      const kept = { maxCount: 2, privateByDefault: true, retentionDays: 7, version: 3 }
      expect(await store.settings.get('100')).toMatchObject(kept)
      expect(new Set(written.map((one) => 'version' in one && one.version))).toEqual(new Set([1, 2, 3]))
    })

    test('whether members may spend in a server is kept', async () => {
      const store = await opened()
      const access = { isOpen: true, byUserId: '900', atMs: startMs }
      expect((await store.settings.get('100')).access).toBeUndefined()
      await store.settings.update('100', (settings) => ({ ...settings, access }))

      expect((await store.settings.get('100')).access).toEqual(access)
    })

    test('data that continues from start to start was never restored', async () => {
      const store = await opened()

      expect(await store.begin(startMs)).toEqual({})
      expect(await store.begin(startMs + 1)).toEqual({})
    })

    test('a change that is refused changes nothing, and its reason comes back', async () => {
      const store = await opened()

      expect(await store.settings.update('100', () => ({ wrong: 'price' }))).toEqual({ wrong: 'price' })
      expect(await store.settings.get('100')).toMatchObject({ maxCount: 4, version: 0 })
    })

    test('a fact is written once', async () => {
      const store = await opened()

      expect(await store.putOnce('key', 'first')).toBe('first')
      expect(await store.putOnce('key', 'second')).toBe('first')
    })

    test('drafts are found by id and forgotten by age', async () => {
      const store = await opened()
      const draft = {
        id: '5',
        userId: '300',
        createdMs: startMs,
        request: aRequest(),
        pictureUrls: ['https://a.test/'],
      }
      await store.drafts.put(draft)

      expect(await store.drafts.get('5')).toEqual(draft)
      await store.drafts.forgetBefore(startMs + 1)
      expect(await store.drafts.get('5')).toBeUndefined()
    })

    test('presets belong to a user', async () => {
      const store = await opened()
      await store.presets.put('300', { name: 'noir', text: 'film noir', model: 'flux-dev' })

      expect(await store.presets.list('300')).toEqual([{ name: 'noir', text: 'film noir', model: 'flux-dev' }])
      expect(await store.presets.list('301')).toEqual([])
      expect(await store.presets.remove('300', 'noir')).toBe(true)
      expect(await store.presets.remove('300', 'noir')).toBe(false)
    })
  })
}
