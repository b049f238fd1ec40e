import assert from 'node:assert/strict'
import { aJob } from './a-job.ts'
import { claimed, committed, created, holderA, holderB, ids, leaseMs, seen, type StoreCase } from './subject.ts'

const task = { id: 'task-1', via: 'answer' } as const

/** Writing, reading, listing. */
export const recordCases: readonly StoreCase[] = [
  {
    title: 'another process reads what was written',
    async run(subject) {
      const [one, other] = [await subject.open(), await subject.open()]
      const claim = await created(one, { place: { folder: '/images' } })
      await committed(one, claim, { task, images: [{ url: 'https://a.example/1.png', tries: 0 }] })
      const { job, held } = await seen(other)
      assert.deepEqual([job.place, job.task, job.images.length], [{ folder: '/images' }, task, 1])
      assert.deepEqual([job.rev, held], [1, true])
    },
  },
  {
    title: 'a job that isn’t there can’t be read or claimed',
    async run(subject) {
      const store = await subject.open()
      assert.equal(await store.read('job-1'), undefined)
      assert.equal(await store.claim('job-1', holderA, leaseMs), 'absent')
      assert.equal(await store.adopt('job-1', task), 'absent')
      assert.equal(await store.ownerOf('task-1'), undefined)
    },
  },
  {
    title: 'an id makes one job, and the first one stays',
    async run(subject) {
      const [one, other] = [await subject.open(), await subject.open()]
      await created(one, { place: 'first' })
      const second = await other.create(aJob({ place: 'second' }), holderB, leaseMs)
      assert.ok('exists' in second && 'job' in second.exists)
      assert.equal(second.exists.job.place, 'first')
      assert.equal((await seen(other)).job.place, 'first')
    },
  },
  {
    title: 'of many processes that create the same job at once, one does',
    async run(subject) {
      const stores = await Promise.all(Array.from({ length: 6 }, () => subject.open()))
      const results = await Promise.all(
        stores.map((store, at) => store.create(aJob({ place: at }), `holder${at}00`, leaseMs)),
      )
      const winners = results.flatMap((result, at) => ('fence' in result ? [at] : []))
      assert.equal(winners.length, 1)
      assert.equal((await seen(await subject.open())).job.place, winners[0])
    },
  },
  {
    title: 'a job that could not be read again isn’t written',
    async run(subject) {
      const store = await subject.open()
      for (const id of ['', 'a b', '../a', 'a'.repeat(65), 'ä']) {
        await assert.rejects(store.create(aJob({ id }), holderA, leaseMs), TypeError)
      }
      await assert.rejects(store.create(aJob({ createdAtMs: Number.NaN }), holderA, leaseMs), TypeError)
      assert.deepEqual(await ids(store.list()), [])
      const claim = await created(store, { place: 'first' })
      const images = [{ url: 'https://a.example/1.png', tries: Number.NaN }]
      await assert.rejects(store.commit(claim, { ...claim.job, images }), TypeError)
      assert.equal((await seen(await subject.open())).job.place, 'first')
      await committed(store, claim, { place: 'second' })
    },
  },
  {
    title: 'ids that differ only by case, or that systems reserve, are jobs of their own',
    async run(subject) {
      const store = await subject.open()
      const strange = ['a', 'A', 'con', 'NUL', '__proto__', 'constructor', '-', '_', 'x'.repeat(64), 'X'.repeat(64)]
      for (const [at, id] of strange.entries()) await created(store, { id, createdAtMs: at, place: id })
      const other = await subject.open()
      assert.deepEqual(await ids(other.list()), strange)
      for (const id of strange) assert.equal((await seen(other, id)).job.place, id)
    },
  },
  {
    title: 'text of every kind comes back as it was',
    async run(subject) {
      const store = await subject.open()
      const prompt = 'a “fox” 狐 🦊 \u0000 \u2028 \n é e\u0301'
      const claim = await created(store, { request: { prompt } })
      await committed(store, claim, {})
      assert.equal((await seen(await subject.open())).job.request['prompt'], prompt)
    },
  },
  {
    title: 'fields that this version doesn’t know survive a rewrite, at every depth',
    async run(subject) {
      const store = await subject.open()
      await store.release(await created(store))
      const later = { ...aJob(), mood: 'new', origin: { app: 'test', actor: 'person', device: 'x' } }
      await subject.damage('job-1', JSON.stringify(later))
      const reopened = await subject.open()
      await committed(reopened, await claimed(reopened), { wantedAtMs: 7_000_000 })
      const { job } = await seen(await subject.open())
      assert.deepEqual([(job as { mood?: unknown }).mood, job.origin], ['new', later.origin])
    },
  },
  {
    title: 'a damaged record is kept, reported, and blocks its id',
    async run(subject) {
      const store = await subject.open()
      await store.release(await created(store))
      for (const text of ['', '\0\0\0', '{"v":1,', '[]', JSON.stringify({ ...aJob(), v: 2 })]) {
        await subject.damage('job-1', text)
        const other = await subject.open()
        const entry = await other.read('job-1')
        assert.ok(entry && 'damaged' in entry, 'read')
        const claim = await other.claim('job-1', holderB, leaseMs)
        assert.ok(typeof claim === 'object' && 'damaged' in claim, 'claim')
        const again = await other.create(aJob(), holderB, leaseMs)
        assert.ok('exists' in again && 'damaged' in again.exists, 'create')
        assert.deepEqual(await ids(other.list()), ['job-1'])
        assert.deepEqual(await ids(other.list({ dueAtMs: subject.now() })), [])
      }
    },
  },
  {
    title: 'jobs are listed by age, state, app, and by whether they want work',
    async run(subject) {
      const store = await subject.open()
      const now = subject.now()
      const end = { kind: 'done', charged: 'yes', atMs: 1 } as const
      await created(store, { id: 'held', createdAtMs: 1, wantedAtMs: now })
      for (const facts of [
        { id: 'new', createdAtMs: 4, wantedAtMs: now, origin: { app: 'cli', actor: 'person' } },
        { id: 'done', createdAtMs: 3, end },
        { id: 'later', createdAtMs: 2, task, check: { nextAtMs: now + 1, sinceMs: 1, misses: 1 } },
        { id: 'given-up', createdAtMs: 5, check: { sinceMs: 1, misses: 9 } },
      ] as const) {
        await store.release(await created(store, facts))
      }
      const other = await subject.open()
      assert.deepEqual(await ids(other.list()), ['held', 'later', 'done', 'new', 'given-up'])
      assert.deepEqual(await ids(other.list({ states: ['done', 'submitted'] })), ['later', 'done'])
      assert.deepEqual(await ids(other.list({ app: 'cli' })), ['new'])
      assert.deepEqual(await ids(other.list({ dueAtMs: now })), ['new'])
      assert.deepEqual(await ids(other.list({ dueAtMs: now + 1 })), ['later', 'new'])
    },
  },
  {
    title: 'a removed job is gone, and its task stays its own',
    async run(subject) {
      const store = await subject.open()
      const claim = await committed(store, await created(store), { task })
      assert.equal(await store.remove(claim), true)
      const other = await subject.open()
      assert.equal(await other.read('job-1'), undefined)
      assert.deepEqual(await ids(other.list()), [])
      assert.equal(await other.ownerOf('task-1'), 'job-1')
      assert.equal(await other.remove(claim), false)
      await created(other, { place: 'again' })
      assert.deepEqual([(await seen(store)).job.place, (await seen(store)).job.task], ['again', undefined])
    },
  },
]
