import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import fc from 'fast-check'
import type { Job } from '../jobs/job.ts'
import type { LimitRule } from '../limits/limits.ts'
import type { Store } from '../store/store.ts'
import { aJob, aRequest, startMs } from './builders.ts'

const shares = { total: 10, perGuild: 10, perUser: 10 }
const leaseUntilMs = startMs + 30_000

/** What every store promises. @param open makes an empty one */
export function storeSuite(name: string, open: () => Store): void {
  describe(`${name}: jobs`, () => {
    let store: Store
    beforeEach(() => {
      store = open()
    })
    afterEach(() => {
      store.close()
    })

    const claimed = async (id: string): Promise<Job> => {
      await store.jobs.create(aJob({ id }), [], startMs)
      const job = await store.jobs.claimNext('me', shares, startMs, leaseUntilMs)
      if (!job) throw new Error('there was nothing to claim')
      return job
    }

    test('the same interaction makes one job', async () => {
      expect(await store.jobs.create(aJob(), [], startMs)).toEqual({ kind: 'created' })
      expect(await store.jobs.create(aJob(), [], startMs)).toEqual({ kind: 'exists' })
      expect(await store.jobs.ledger()).toHaveLength(1)
    })

    test('what was written is read again', async () => {
      const request = aRequest({ prompt: `it's "quoted" 猫`, imageUrl: 'https://cdn.test/a.png', action: 'edit' })
      await store.jobs.create(aJob({ id: '7', request }), [], startMs)

      expect(await store.jobs.get('7')).toMatchObject({
        id: '7',
        state: 'queued',
        delivery: 'waiting',
        request,
        attempts: 0,
      })
      expect(await store.jobs.get('8')).toBeUndefined()
    })

    test('a reservation that breaks a limit writes nothing', async () => {
      const rule: LimitRule = { scope: 'user', per: 'day', measure: 'images', max: 3 }
      await store.jobs.create(aJob({ id: '1', request: { count: 3 } }), [rule], startMs)

      const second = await store.jobs.create(aJob({ id: '2' }), [rule], startMs)

      expect(second).toEqual({ kind: 'refused', refusal: { rule, used: 3, endsMs: Date.UTC(2026, 0, 16) } })
      expect(await store.jobs.get('2')).toBeUndefined()
      expect(await store.jobs.ledger()).toHaveLength(1)
    })

    test('use in another server does not count here', async () => {
      const rule: LimitRule = { scope: 'user', per: 'day', measure: 'images', max: 1 }
      await store.jobs.create(aJob({ id: '1', place: { guildId: '999' } }), [rule], startMs)

      expect(await store.jobs.create(aJob({ id: '2' }), [rule], startMs)).toEqual({ kind: 'created' })
    })

    test('what was used before the window began does not count', async () => {
      await store.jobs.create(aJob({ id: '1', createdMs: startMs - 1 }), [], startMs)
      await store.jobs.create(aJob({ id: '2', createdMs: startMs }), [], startMs)

      const query = { scope: 'user', id: '300', sinceMs: startMs } as const
      expect(await store.jobs.usage('100', query)).toEqual({ images: 1, units: 300 })
    })

    test('a settlement counts in the window of its reservation, however late it comes', async () => {
      await claimed('1')
      await store.jobs.move('1', 'submitting', 'running', { taskId: 't', submittedMs: startMs }, 'me')
      expect([await store.jobs.hasTask('t'), await store.jobs.hasTask('other')]).toEqual([true, false])
      const end = { finishedMs: startMs + 86_400_000, costUnits: 100, images: 1 }
      await store.jobs.move('1', 'running', 'succeeded', end, 'me')

      const used = (sinceMs: number) => store.jobs.usage('100', { scope: 'user', id: '300', sinceMs })
      expect(await used(startMs)).toEqual({ images: 1, units: 100 })
      expect(await used(startMs + 1)).toEqual({ images: 0, units: 0 })
    })

    test('what is under way, or not told yet, is not erased', async () => {
      await claimed('1')
      await store.jobs.create(aJob({ id: '2', createdMs: startMs + 1 }), [], startMs)
      await store.jobs.move('1', 'submitting', 'running', { taskId: 't', submittedMs: startMs }, 'me')
      expect(await store.jobs.erase('300')).toBe(0)

      await store.jobs.move('1', 'running', 'failed', { finishedMs: startMs, costUnits: 0, images: 0 }, 'me')
      expect(await store.jobs.erase('300')).toBe(0)
      await store.jobs.setDelivery('1', 'delivered')
      expect(await store.jobs.erase('300')).toBe(1)
      expect((await store.jobs.get('2'))?.request.prompt).toBe('a white siamese cat')
    })

    test('a job put off lets others go before, though it is older', async () => {
      await claimed('1')
      await store.jobs.move('1', 'submitting', 'queued', { notBeforeMs: startMs + 5000 }, 'me')
      await store.jobs.create(aJob({ id: '2', createdMs: startMs + 1 }), [], startMs)

      expect(await store.jobs.claimNext('me', shares, startMs, leaseUntilMs)).toMatchObject({ id: '2' })
      expect(await store.jobs.claimNext('me', shares, startMs, leaseUntilMs)).toBeUndefined()
    })

    test('what is being submitted counts against the shares', async () => {
      await claimed('1')
      await store.jobs.create(aJob({ id: '2' }), [], startMs)

      expect(await store.jobs.claimNext('me', { ...shares, perUser: 1 }, startMs, leaseUntilMs)).toBeUndefined()
    })

    test('one claim for one job', async () => {
      await store.jobs.create(aJob(), [], startMs)

      const first = await store.jobs.claimNext('me', shares, startMs, leaseUntilMs)
      const second = await store.jobs.claimNext('other', shares, startMs, leaseUntilMs)

      expect(first).toMatchObject({ id: '1', state: 'submitting', leaseOwner: 'me', attempts: 1 })
      expect(second).toBeUndefined()
    })

    test('a job whose person has no answer yet is nobody’s turn, and stranded when its process is gone', async () => {
      await store.jobs.create(aJob(), [], startMs, { owner: 'me', untilMs: leaseUntilMs })

      expect((await store.jobs.get('1'))?.state).toBe('announced')
      expect(await store.jobs.claimNext('me', shares, startMs, leaseUntilMs)).toBeUndefined()
      expect(await store.jobs.claimStranded('other', leaseUntilMs - 1, leaseUntilMs)).toEqual([])
      expect(await store.jobs.claimStranded('other', leaseUntilMs, leaseUntilMs + 30_000)).toMatchObject([
        { id: '1', state: 'announced', leaseOwner: 'other' },
      ])
      expect(await store.jobs.move('1', 'announced', 'queued', {}, 'me')).toBeUndefined()
    })

    test('accepted, it waits and is nobody’s', async () => {
      await store.jobs.create(aJob(), [], startMs, { owner: 'me', untilMs: leaseUntilMs })
      await store.jobs.move('1', 'announced', 'queued', {}, 'me')

      expect(await store.jobs.get('1')).toMatchObject({ state: 'queued', leaseOwner: undefined, leaseUntilMs: 0 })
      expect(await store.jobs.claimNext('other', shares, startMs, leaseUntilMs)).toMatchObject({ id: '1' })
    })

    test('withdrawn, it gives its reservation back and has nothing to tell', async () => {
      await store.jobs.create(aJob(), [], startMs, { owner: 'me', untilMs: leaseUntilMs })
      await store.jobs.move('1', 'announced', 'withdrawn', { costUnits: 0, images: 0, finishedMs: startMs }, 'me')

      expect((await store.jobs.ledger('1')).map(({ units, images }) => [units, images])).toEqual([
        [300, 1],
        [-300, -1],
      ])
      expect(await store.jobs.claimStranded('other', leaseUntilMs, leaseUntilMs)).toEqual([])
    })

    test('an attempt to tell is noted by the holder of the lease alone, and forgotten with a new end', async () => {
      await claimed('1')
      expect(await store.jobs.noteAttempt('1', { way: 'channel', atMs: startMs }, 'other')).toBe(false)
      expect((await store.jobs.get('1'))?.attempt).toBeUndefined()
      expect(await store.jobs.noteAttempt('1', { way: 'channel', atMs: startMs }, 'me')).toBe(true)
      expect((await store.jobs.get('1'))?.attempt).toEqual({ way: 'channel', atMs: startMs })

      await store.jobs.move('1', 'submitting', 'unknown', { costUnits: 0, images: 0 }, 'me')
      expect((await store.jobs.get('1'))?.attempt).toBeUndefined()
    })

    test('a job put off is claimed when its time has come', async () => {
      await claimed('1')
      await store.jobs.move('1', 'submitting', 'queued', { notBeforeMs: startMs + 5000 }, 'me')

      expect(await store.jobs.claimNext('me', shares, startMs + 4999, leaseUntilMs)).toBeUndefined()
      expect(await store.jobs.claimNext('me', shares, startMs + 5000, leaseUntilMs)).toMatchObject({ id: '1' })
    })

    test('a job is stranded when its lease has run out, not before', async () => {
      await claimed('1')

      expect(await store.jobs.claimStranded('other', leaseUntilMs - 1, leaseUntilMs + 30_000)).toEqual([])
      expect(await store.jobs.claimStranded('other', leaseUntilMs, leaseUntilMs + 30_000)).toMatchObject([
        { id: '1', state: 'submitting', leaseOwner: 'other' },
      ])
    })

    test('a heartbeat keeps a job, and tells what was lost', async () => {
      await claimed('1')
      expect(await store.jobs.heartbeat('me', ['1'], leaseUntilMs + 30_000)).toEqual(['1'])
      expect(await store.jobs.claimStranded('other', leaseUntilMs, leaseUntilMs)).toEqual([])

      await store.jobs.claimStranded('other', leaseUntilMs + 30_000, leaseUntilMs + 60_000)
      expect(await store.jobs.heartbeat('me', ['1'], leaseUntilMs + 90_000)).toEqual([])
    })

    test('who lost the lease can move nothing', async () => {
      await claimed('1')
      await store.jobs.claimStranded('other', leaseUntilMs, leaseUntilMs + 30_000)

      expect(await store.jobs.move('1', 'submitting', 'running', { taskId: 't' }, 'me')).toBeUndefined()
      expect(await store.jobs.move('1', 'submitting', 'running', { taskId: 't' }, 'other')).toMatchObject({
        taskId: 't',
      })
    })

    test('a job that was told is left alone', async () => {
      await claimed('1')
      await store.jobs.move('1', 'submitting', 'failed', { costUnits: 0, images: 0 }, 'me')
      await store.jobs.setDelivery('1', 'delivered', { channelId: '200', id: '555' })

      expect(await store.jobs.claimStranded('other', leaseUntilMs, leaseUntilMs)).toEqual([])
      expect(await store.jobs.get('1')).toMatchObject({
        delivery: 'delivered',
        messageId: '555',
        messageChannelId: '200',
      })
    })

    test('an end that nobody was told is stranded too', async () => {
      await claimed('1')
      await store.jobs.move('1', 'submitting', 'failed', { costUnits: 0, images: 0 }, 'me')

      expect(await store.jobs.claimStranded('other', leaseUntilMs, leaseUntilMs)).toMatchObject([
        { id: '1', state: 'failed', delivery: 'pending' },
      ])
    })

    test.each(['running', 'succeeded'] as const)('a job never moves from queued to %s', async (to) => {
      await store.jobs.create(aJob(), [], startMs)

      expect(await store.jobs.move('1', 'queued', to, {})).toBeUndefined()
      expect(await store.jobs.ledger()).toHaveLength(1)
    })

    test('positions count who came before', async () => {
      await store.jobs.create(aJob({ id: '1' }), [], startMs)
      await store.jobs.create(aJob({ id: '2', createdMs: startMs + 1 }), [], startMs)

      expect([await store.jobs.queuePosition('1'), await store.jobs.queuePosition('2')]).toEqual([1, 2])
      expect(await store.jobs.queuePosition('3')).toBeUndefined()
    })

    test('history finds pictures by the prompt, newest first', async () => {
      for (const [id, prompt] of [
        ['1', 'A red FOX'],
        ['2', 'a cat'],
        ['3', 'another fox'],
      ] as const) {
        await store.jobs.create(aJob({ id, createdMs: startMs + Number(id), request: { prompt } }), [], startMs)
        await store.jobs.claimNext('me', shares, startMs, leaseUntilMs)
        await store.jobs.move(id, 'submitting', 'running', { taskId: id, submittedMs: startMs }, 'me')
        const pictures = [{ url: 'https://cdn.test/a.png' }]
        await store.jobs.move(id, 'running', 'succeeded', { pictures, finishedMs: startMs + 4000 }, 'me')
      }

      expect((await store.jobs.history('300', { query: 'fox', limit: 5 })).map((job) => job.id)).toEqual(['3', '1'])
      expect((await store.jobs.history('300', { offset: 1, limit: 1 })).map((job) => job.id)).toEqual(['2'])
      expect(await store.jobs.history('301', { limit: 5 })).toEqual([])
      expect(await store.jobs.medianDurationMs('flux-dev')).toBe(4000)
      expect(await store.jobs.medianDurationMs('flux-2-max')).toBeUndefined()
    })

    test('overdue are jobs of unknown outcome with a known task, ended since, the longest ago first', async () => {
      for (const [index, id] of ['1', '2', '3', '4', '5'].entries()) {
        await store.jobs.create(aJob({ id, place: { userId: id === '4' ? '301' : '300' } }), [], startMs)
        await store.jobs.claimNext('me', shares, startMs, leaseUntilMs)
        if (id !== '2') await store.jobs.move(id, 'submitting', 'running', { taskId: `t${id}`, submittedMs: 1 }, 'me')
        const to = id === '3' ? 'failed' : 'unknown'
        await store.jobs.move(id, id === '2' ? 'submitting' : 'running', to, { finishedMs: startMs - index }, 'me')
      }
      const overdue = async (...query: [number, string?]) => (await store.jobs.overdue(...query)).map(({ id }) => id)

      expect(await overdue(0)).toEqual(['5', '4', '1'])
      expect(await overdue(startMs - 3)).toEqual(['4', '1'])
      expect(await overdue(0, '300')).toEqual(['5', '1'])
    })

    test('an overdue job that its person deletes is not looked for any more', async () => {
      await claimed('1')
      await store.jobs.move('1', 'submitting', 'running', { taskId: 't', submittedMs: startMs }, 'me')
      await store.jobs.move('1', 'running', 'unknown', { finishedMs: startMs }, 'me')
      await store.jobs.setDelivery('1', 'delivered')
      await store.jobs.erase('300')

      expect(await store.jobs.overdue(0)).toEqual([])
    })

    test('an end that is known already is nothing to tell', async () => {
      await claimed('1')
      await store.jobs.move('1', 'submitting', 'unknown', { finishedMs: startMs, isTold: true }, 'me')

      expect((await store.jobs.get('1'))?.delivery).toBe('delivered')
    })

    test('erasing forgets prompts, tokens and pictures, and keeps the accounts', async () => {
      await claimed('1')
      await store.jobs.move('1', 'submitting', 'running', { taskId: 't', submittedMs: startMs }, 'me')
      const end = { pictures: [{ url: 'https://cdn.test/a.png', hash: 'abc' }], costUnits: 300, images: 1 }
      await store.jobs.move('1', 'running', 'succeeded', { ...end, finishedMs: startMs }, 'me')
      await store.jobs.setDelivery('1', 'delivered')
      expect([...(await store.jobs.pictureHashes())]).toEqual(['abc'])

      expect(await store.jobs.erase('300')).toBe(1)

      const text = JSON.stringify(await store.jobs.get('1'))
      expect(text).not.toMatch(/siamese|interaction-token|cdn\.test/)
      expect([...(await store.jobs.pictureHashes())]).toEqual([])
      const query = { scope: 'user', id: '300', sinceMs: 0 } as const
      expect(await store.jobs.usage('100', query)).toEqual({ images: 1, units: 300 })
    })
  })

  describe(`${name}: ledger`, () => {
    const step = fc.record({
      job: fc.integer({ min: 1, max: 4 }),
      to: fc.constantFrom(
        'create',
        'announce',
        'claim',
        'queued',
        'withdrawn',
        'running',
        'succeeded',
        'failed',
        'unknown',
        'cancelled',
      ),
      cost: fc.integer({ min: 0, max: 900 }),
    })

    test('after any history, each job’s rows sum to its reservation or its cost, and the balance is their sum', async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
          const store = open()
          try {
            for (const { job, to, cost } of steps) await take(store, String(job), to, cost)
            let expected = 0
            for (const id of ['1', '2', '3', '4']) {
              const job = await store.jobs.get(id)
              const sum = (await store.jobs.ledger(id)).reduce((total, row) => total + row.units, 0)
              const unfinished = job && ['announced', 'queued', 'submitting', 'running'].includes(job.state)
              // A healed job has cost nothing yet: its reservation was given back when its outcome was unknown.
              const healed = (await store.jobs.ledger(id)).length > 1 && unfinished
              const due = !job || healed ? 0 : unfinished ? 300 : job.state === 'succeeded' ? job.costUnits : 0
              expect(sum).toBe(due)
              expected += sum
            }
            const balance = await store.jobs.usage('100', { scope: 'guild', id: '', sinceMs: 0 })
            expect(balance.units).toBe(expected)
          } finally {
            store.close()
          }
        }),
        { numRuns: 60 },
      )
    })

    async function take(store: Store, id: string, to: string, cost: number): Promise<void> {
      if (to === 'create') return void (await store.jobs.create(aJob({ id }), [], startMs))
      if (to === 'announce')
        return void (await store.jobs.create(aJob({ id }), [], startMs, { owner: 'me', untilMs: leaseUntilMs }))
      if (to === 'claim') return void (await store.jobs.claimNext('me', shares, startMs, leaseUntilMs))
      const from = (await store.jobs.get(id))?.state
      if (!from) return
      const units = to === 'succeeded' ? cost : 0
      await store.jobs.move(id, from, to as Job['state'], { costUnits: units, images: units > 0 ? 1 : 0 })
    }
  })

  describe(`${name}: settings and small things`, () => {
    test('settings are those of one server, with defaults', async () => {
      using store = disposable(open())
      await store.value.settings.update('100', (settings) => ({ ...settings, maxCount: 2, blockedUserIds: ['666'] }))

      expect(await store.value.settings.get('100')).toMatchObject({ maxCount: 2, blockedUserIds: ['666'] })
      expect(await store.value.settings.get('101')).toMatchObject({ maxCount: 4, blockedUserIds: [], limits: [] })
    })

    test('two changes at once are both kept', async () => {
      using store = disposable(open())
      await Promise.all([
        store.value.settings.update('100', (settings) => ({ ...settings, maxCount: 2 })),
        store.value.settings.update('100', (settings) => ({ ...settings, privateByDefault: true })),
      ])

      expect(await store.value.settings.get('100')).toMatchObject({ maxCount: 2, privateByDefault: true })
    })

    test('a change that is refused changes nothing, and its reason comes back', async () => {
      using store = disposable(open())

      expect(await store.value.settings.update('100', () => ({ wrong: 'price' }))).toEqual({ wrong: 'price' })
      expect((await store.value.settings.get('100')).maxCount).toBe(4)
    })

    test('a fact is written once', async () => {
      using store = disposable(open())

      expect(await store.value.putOnce('key', 'first')).toBe('first')
      expect(await store.value.putOnce('key', 'second')).toBe('first')
    })

    test('drafts are found by id and forgotten by age', async () => {
      using store = disposable(open())
      const draft = {
        id: '5',
        userId: '300',
        createdMs: startMs,
        request: aRequest(),
        pictureUrls: ['https://a.test/'],
      }
      await store.value.drafts.put(draft)

      expect(await store.value.drafts.get('5')).toEqual(draft)
      await store.value.drafts.forgetBefore(startMs + 1)
      expect(await store.value.drafts.get('5')).toBeUndefined()
    })

    test('presets belong to a person', async () => {
      using store = disposable(open())
      await store.value.presets.put('300', { name: 'noir', text: 'film noir', model: 'flux-dev' })

      expect(await store.value.presets.list('300')).toEqual([{ name: 'noir', text: 'film noir', model: 'flux-dev' }])
      expect(await store.value.presets.list('301')).toEqual([])
      expect(await store.value.presets.remove('300', 'noir')).toBe(true)
      expect(await store.value.presets.remove('300', 'noir')).toBe(false)
    })
  })
}

function disposable(value: Store): Disposable & { readonly value: Store } {
  return { value, [Symbol.dispose]: () => value.close() }
}
