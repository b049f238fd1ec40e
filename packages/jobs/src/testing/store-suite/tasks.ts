import assert from 'node:assert/strict'
import { stateOf } from '../../job/state-of.ts'
import { aJob } from './a-job.ts'
import { claimed, committed, created, holderB, leaseMs, seen, type StoreCase } from './subject.ts'

const task = { id: 'task-1', via: 'answer' } as const
const found = { id: 'task-1', via: 'listing' } as const

/** A task belongs to one job. */
export const taskCases: readonly StoreCase[] = [
  {
    title: 'a task that belongs to another job can’t be written, and nothing else of that write is',
    async run(subject) {
      const [one, other] = [await subject.open(), await subject.open()]
      await committed(one, await created(one, { id: 'first' }), { task })
      const second = await created(other, { id: 'second' })
      assert.equal(await other.commit(second, { ...second.job, task: found, place: 'changed' }), 'taken')
      const { job } = await seen(other, 'second')
      assert.deepEqual([job.place, job.task, job.rev], [second.job.place, undefined, second.job.rev])
      assert.equal(await other.ownerOf('task-1'), 'first')
      await committed(other, second, { place: 'changed' })
    },
  },
  {
    title: 'a new job that has a task owns it, and isn’t made when the task is another’s',
    async run(subject) {
      const [one, other] = [await subject.open(), await subject.open()]
      await created(one, { id: 'first', task })
      assert.equal(await other.ownerOf('task-1'), 'first')
      const second = await other.create(aJob({ id: 'second', task: found }), holderB, leaseMs)
      assert.ok('exists' in second && 'job' in second.exists)
      assert.equal(second.exists.job.id, 'first')
      assert.equal(await other.read('second'), undefined)
    },
  },
  {
    title: 'of many jobs that take the same task at once, one gets it',
    async run(subject) {
      const stores = await Promise.all(Array.from({ length: 5 }, () => subject.open()))
      const open = stores.map(async (store, at) => {
        return { store, claim: await created(store, { id: `job-${at}` }, `holder${at}00`) }
      })
      const results = await Promise.all(
        (await Promise.all(open)).map(({ store, claim }) => store.commit(claim, { ...claim.job, task: found })),
      )
      const winners = results.flatMap((result, at) => (typeof result === 'object' ? [`job-${at}`] : []))
      assert.equal(winners.length, 1)
      assert.equal(await (await subject.open()).ownerOf('task-1'), winners[0])
    },
  },
  {
    title: 'a task is noted without a claim, and the holder learns it with its next write',
    async run(subject) {
      const [one, other] = [await subject.open(), await subject.open()]
      const claim = await created(one)
      assert.equal(await other.adopt('job-1', { id: 'task-1', via: 'callback', atMs: 5 }), 'adopted')
      assert.deepEqual((await seen(one)).job.task, { id: 'task-1', via: 'callback', atMs: 5 })
      const next = await committed(one, claim, { place: 'changed' })
      assert.equal(next.job.task?.id, 'task-1')
      assert.equal((await seen(await subject.open())).job.task?.id, 'task-1')
    },
  },
  {
    title: 'a task that was noted is noted once, for one job, and a job has one',
    async run(subject) {
      const store = await subject.open()
      await created(store, { id: 'first' })
      await created(store, { id: 'second' })
      assert.equal(await store.adopt('first', found), 'adopted')
      assert.equal(await store.adopt('first', found), 'adopted')
      assert.equal(await store.adopt('second', found), 'taken')
      assert.equal(await store.adopt('first', { ...found, id: 'task-2' }), 'other')
      const other = await subject.open()
      assert.equal(await other.ownerOf('task-1'), 'first')
      assert.equal(await other.ownerOf('task-2'), undefined)
    },
  },
  {
    title: 'a job that is known by its record has no room for another task',
    async run(subject) {
      const store = await subject.open()
      await committed(store, await created(store), { task })
      assert.equal(await store.adopt('job-1', { id: 'task-2', via: 'callback' }), 'other')
      assert.equal((await seen(store)).job.task?.id, 'task-1')
    },
  },
  {
    title: 'a task that turns up opens a job that was said to be refused, and nobody has to hold it for that',
    async run(subject) {
      const store = await subject.open()
      const claim = await created(store)
      const end = { kind: 'failed', charged: 'no', atMs: 1 } as const
      await store.release(await committed(store, claim, { end }))
      await store.adopt('job-1', { id: 'task-1', via: 'callback' })
      const { job } = await seen(await subject.open())
      assert.equal(stateOf(job, subject.now(), false), 'submitted')
      const next = await claimed(store, 'job-1', holderB)
      assert.equal(next.job.end, undefined)
    },
  },
  {
    title: 'ids of tasks are only names: they reach no other file, and case counts',
    async run(subject) {
      const store = await subject.open()
      const strange = ['../../escape', 'a/b\\c', 'CON', 'con', '.', '%2e', '__proto__', 'ä狐', 'x'.repeat(200), "'; --"]
      for (const [at, id] of strange.entries()) {
        const claim = await created(store, { id: `job-${at}` })
        await committed(store, claim, { task: { id, via: 'answer' } })
      }
      const other = await subject.open()
      for (const [at, id] of strange.entries()) {
        assert.equal(await other.ownerOf(id), `job-${at}`)
        assert.equal((await seen(other, `job-${at}`)).job.task?.id, id)
      }
      assert.equal(await other.ownerOf('escape'), undefined)
      assert.equal(await other.claim('job-0', holderB, leaseMs), 'held')
    },
  },
]
