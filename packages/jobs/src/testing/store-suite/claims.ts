import assert from 'node:assert/strict'
import { claimed, committed, created, holderA, holderB, leaseMs, seen, type StoreCase } from './subject.ts'

/** Who may write, and for how long. */
export const claimCases: readonly StoreCase[] = [
  {
    title: 'a held job can’t be claimed, a released one can, and each claim has a higher fence',
    async run(subject) {
      const [one, other] = [await subject.open(), await subject.open()]
      const first = await created(one)
      assert.equal(await other.claim('job-1', holderB, leaseMs), 'held')
      assert.equal((await seen(other)).held, true)
      await one.release(first)
      assert.equal((await seen(other)).held, false)
      const second = await claimed(other, 'job-1', holderB)
      assert.ok(second.fence > first.fence)
      assert.equal(await one.claim('job-1', holderA, leaseMs), 'held')
    },
  },
  {
    title: 'of many processes that claim the same job at once, one gets it',
    async run(subject) {
      const first = await subject.open()
      await first.release(await created(first))
      const stores = await Promise.all(Array.from({ length: 6 }, () => subject.open()))
      const results = await Promise.all(stores.map((store, at) => store.claim('job-1', `holder${at}00`, leaseMs)))
      assert.equal(results.filter((result) => typeof result === 'object' && 'fence' in result).length, 1)
      assert.equal(results.filter((result) => result === 'held').length, 5)
    },
  },
  {
    title: 'a job whose holder shows no life for a whole lease can be claimed, and its holder can’t write any more',
    async run(subject) {
      const [one, other] = [await subject.open(), await subject.open()]
      const old = await created(one)
      assert.equal(await other.claim('job-1', holderB, leaseMs), 'held')
      await subject.advance(leaseMs - 1)
      assert.equal(await other.claim('job-1', holderB, leaseMs), 'held')
      await subject.advance(1)
      const taken = await claimed(other, 'job-1', holderB)
      assert.equal(await one.commit(old, { ...old.job, place: 'late' }), 'lost')
      assert.equal(await one.renew(old, leaseMs), false)
      assert.equal(await one.remove(old), false)
      await one.release(old)
      assert.equal((await seen(one)).held, true)
      await committed(other, taken, { place: 'in time' })
      assert.equal((await seen(one)).job.place, 'in time')
    },
  },
  {
    title: 'a lease that is renewed doesn’t end',
    async run(subject) {
      const [one, other] = [await subject.open(), await subject.open()]
      const claim = await created(one)
      for (let round = 0; round < 5; round++) {
        assert.equal(await other.claim('job-1', holderB, leaseMs), 'held')
        await subject.advance(leaseMs - 1)
        assert.equal(await one.renew(claim, leaseMs), true)
      }
      assert.equal(await other.claim('job-1', holderB, leaseMs), 'held')
    },
  },
  {
    title: 'claims that are renewed together hold or are lost each on its own',
    async run(subject) {
      const [one, other] = [await subject.open(), await subject.open()]
      const lost = await created(one)
      const kept = await created(one, { id: 'job-2' })
      await one.release(lost)
      await claimed(other, 'job-1', holderB)
      const claims = [lost, kept]
      const renewAll = async (): Promise<ReadonlySet<string>> => {
        if (one.renewAll) return one.renewAll(claims, leaseMs)
        const held = await Promise.all(claims.map((claim) => one.renew(claim, leaseMs)))
        return new Set(claims.filter((_, at) => held[at]).map(({ job }) => job.id))
      }
      for (let round = 0; round < 3; round++) {
        await subject.advance(leaseMs - 1)
        assert.deepEqual([...(await renewAll())], ['job-2'])
      }
      assert.equal(await other.claim('job-2', holderB, leaseMs), 'held')
    },
  },
  {
    title: 'a write that doesn’t build on the last one is lost',
    async run(subject) {
      const store = await subject.open()
      const first = await created(store)
      const second = await committed(store, first, { place: 1 })
      assert.equal(second.job.rev, first.job.rev + 1)
      assert.equal(await store.commit(first, { ...first.job, place: 2 }), 'lost')
      assert.equal((await seen(store)).job.place, 1)
    },
  },
  {
    title: 'of many writes that build on the same one, one counts',
    async run(subject) {
      const store = await subject.open()
      const claim = await created(store)
      const results = await Promise.all(
        Array.from({ length: 6 }, (_, place) => store.commit(claim, { ...claim.job, place })),
      )
      assert.equal(results.filter((result) => typeof result === 'object').length, 1)
      assert.equal((await seen(store)).job.rev, claim.job.rev + 1)
    },
  },
  {
    title: 'a released claim writes nothing',
    async run(subject) {
      const store = await subject.open()
      const claim = await created(store)
      await store.release(claim)
      assert.equal(await store.commit(claim, { ...claim.job, place: 'late' }), 'lost')
      assert.equal(await store.renew(claim, leaseMs), false)
      await store.release(claim)
    },
  },
  {
    title: 'a job was wanted for as long as a live process held it',
    async run(subject) {
      const [one, other] = [await subject.open(), await subject.open()]
      const claim = await created(one, { wantedAtMs: 5 })
      for (let round = 0; round < 6; round++) {
        await subject.advance(20_000)
        await one.renew(claim, leaseMs)
      }
      const lastSignOfLifeMs = subject.now()
      await other.claim('job-1', holderB, leaseMs)
      await subject.advance(leaseMs)
      const { job } = await claimed(other, 'job-1', holderB)
      assert.ok(Math.abs(job.wantedAtMs - lastSignOfLifeMs) <= leaseMs, String(job.wantedAtMs - lastSignOfLifeMs))
    },
  },
]
