import assert from 'node:assert/strict'
import { aJob } from './a-job.ts'
import { created, holderA, holderB, ids, leaseMs, seen, type StoreCase, SuiteEffectRefused } from './subject.ts'

/** Rows of the host in the same transaction, and turns. */
export const effectCases: readonly StoreCase[] = [
  {
    title: 'effects are written with their job',
    needs: 'effects',
    async run(subject) {
      const store = await subject.open()
      const claim = await store.create(aJob(), holderA, leaseMs, [{ row: 'reserve' }])
      assert.ok('fence' in claim)
      await store.commit(claim, { ...claim.job, place: 1 }, [{ row: 'settle' }, { row: 'deliver' }])
      assert.deepEqual(await subject.effects?.(), ['reserve', 'settle', 'deliver'])
    },
  },
  {
    title: 'an effect that is refused undoes its write as a whole',
    needs: 'effects',
    async run(subject) {
      const store = await subject.open()
      const refused = [{ row: 'one' }, { row: 'two', refused: true }]
      await assert.rejects(store.create(aJob({ id: 'other' }), holderA, leaseMs, refused), SuiteEffectRefused)
      assert.equal(await store.read('other'), undefined)
      const claim = await created(store)
      const next = { ...claim.job, place: 1, task: { id: 'task-1', via: 'answer' } as const }
      await assert.rejects(store.commit(claim, next, refused), SuiteEffectRefused)
      const { job } = await seen(store)
      assert.deepEqual([job.place, job.task, job.rev], [claim.job.place, undefined, claim.job.rev])
      assert.equal(await store.ownerOf('task-1'), undefined)
      assert.deepEqual(await subject.effects?.(), [])
      assert.equal(typeof (await store.commit(claim, next, [{ row: 'three' }])), 'object')
      assert.deepEqual(await subject.effects?.(), ['three'])
    },
  },
  {
    title: 'several jobs are written with their effects, or none of them',
    needs: 'createAll',
    async run(subject) {
      const store = await subject.open()
      assert.ok('createAll' in store && store.createAll !== undefined)
      const entry = (id: string, refused = false) => ({ job: aJob({ id }), effects: [{ row: id, refused }] })
      const claims = await store.createAll([entry('a'), entry('b')], holderA, leaseMs)
      assert.ok(!('exists' in claims))
      assert.deepEqual(
        claims.map(({ job, holder }) => [job.id, holder]),
        [
          ['a', holderA],
          ['b', holderA],
        ],
      )
      const [first] = claims
      assert.ok(first && typeof (await store.commit(first, { ...first.job, place: 1 })) === 'object')

      await assert.rejects(store.createAll([entry('c'), entry('d', true)], holderA, leaseMs), SuiteEffectRefused)
      const taken = await store.createAll([entry('e'), entry('b')], holderB, leaseMs)
      assert.ok('exists' in taken && 'job' in taken.exists && taken.exists.job.id === 'b')
      assert.deepEqual(await ids(store.list()), ['a', 'b'])
      assert.deepEqual(await subject.effects?.(), ['a', 'b'])
    },
  },
  {
    title: 'a write that doesn’t count has no effects',
    needs: 'effects',
    async run(subject) {
      const store = await subject.open()
      const task = { id: 'task-1', via: 'answer' } as const
      const [first, second] = [await created(store, { id: 'first' }), await created(store, { id: 'second' })]
      await store.commit(first, { ...first.job, task })
      assert.equal(await store.commit(first, first.job, [{ row: 'lost' }]), 'lost')
      assert.equal(await store.commit(second, { ...second.job, task }, [{ row: 'taken' }]), 'taken')
      assert.ok('exists' in (await store.create(aJob({ id: 'first' }), holderA, leaseMs, [{ row: 'exists' }])))
      assert.deepEqual(await subject.effects?.(), [])
    },
  },
  {
    title: 'turns are given to jobs that wait and are due, one at a time, and running jobs are counted by lane',
    needs: 'turns',
    async run(subject) {
      const [one, other] = [await subject.open(), await subject.open()]
      const now = subject.now()
      for (const facts of [
        { id: 'a1', place: 'a', createdAtMs: 1, wantedAtMs: now },
        { id: 'a2', place: 'a', createdAtMs: 2, wantedAtMs: now },
        { id: 'b1', place: 'b', createdAtMs: 3, wantedAtMs: now },
        {
          id: 'later',
          place: 'b',
          createdAtMs: 4,
          wantedAtMs: now,
          check: { nextAtMs: now + 9, sinceMs: 1, misses: 1 },
        },
        { id: 'stale', place: 'b', createdAtMs: 5, wantedAtMs: now - 7_200_000 },
        { id: 'ended', place: 'b', createdAtMs: 6, end: { kind: 'done', charged: 'yes', atMs: 1 } },
      ] as const) {
        await subject.damage(facts.id, JSON.stringify(aJob(facts)))
      }
      const offered: string[][] = []
      const fair = (store: typeof one, holder: string): ReturnType<NonNullable<typeof one.claimNext>> =>
        store.claimNext?.(holder, leaseMs, now, (waiting, running) => {
          offered.push(waiting.map(({ id, lane }) => `${id}/${lane}`))
          return waiting.find(({ lane }) => (running.get(lane) ?? 0) === 0)?.id
        }) ?? Promise.reject(new Error('The store has no turns.'))
      const slots = [await fair(one, holderA), await fair(other, holderB), await fair(one, holderA)]
      assert.deepEqual(
        slots.map((claim) => claim?.job.id),
        ['a1', 'b1', undefined],
      )
      assert.deepEqual(offered[0], ['a1/a', 'a2/a', 'b1/b'])
      const first = slots[0]
      assert.ok(first)
      await one.release(first)
      assert.deepEqual(await ids(one.list({ dueAtMs: now, states: ['created'] })), ['a1', 'a2'])
    },
  },
  {
    title: 'a damaged record in the queue doesn’t stop the others',
    needs: 'turns',
    async run(subject) {
      const store = await subject.open()
      const now = subject.now()
      for (const id of ['first', 'second']) await store.release(await created(store, { id, wantedAtMs: now }))
      await subject.damage('first', '{"v":1')
      const claim = await store.claimNext?.(holderA, leaseMs, now, (waiting) => waiting[0]?.id)
      assert.equal(claim?.job.id, 'second')
    },
  },
]
