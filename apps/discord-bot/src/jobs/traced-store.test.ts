import { isClaim } from '@fluxkit/jobs'
import { expect, onTestFinished, test } from 'vitest'
import type { BotJob } from '../model/job.ts'
import { openTestStore } from '../test/open-test-store.ts'
import { aDurableJob, facts } from '../test/put-job.ts'
import { tracedStore } from './traced-store.ts'

/** Writes `after` over a job. @returns the outcomes that were traced with that */
async function tracedOf(before: Partial<BotJob>, after: Partial<BotJob>): Promise<unknown[]> {
  const traced: unknown[] = []
  const store = await openTestStore()
  onTestFinished(() => store.close())
  const durable = tracedStore(store.durable, {
    ended: ({ end }, delivery) => void traced.push([end?.kind, delivery]),
    close: async () => undefined,
  })
  const claim = await durable.create(aDurableJob({ id: '1' }, before), 'holder01', 5_000)
  if (!isClaim<BotJob['place']>(claim)) throw new Error('The job already exists.')
  await durable.commit(claim, { ...claim.job, ...after })
  // The claim is of the revision before: nothing is written.
  expect(await durable.commit(claim, { ...claim.job, ...after })).toBe('lost')
  return traced
}

const announced = { place: { ...aDurableJob().place, isAnnounced: true } }
const discarded = { end: { kind: 'discarded', charged: 'unknown', atMs: 1 } } as const

test.each<[string, Partial<BotJob>, Partial<BotJob>]>([
  ['was refused before it was taken', announced, facts.cancelled()],
  ['was lost and given up', facts.lost(), discarded],
  ['was overdue and given up', facts.overdue(), discarded],
])('the end of a job that %s is traced when it is written, once', async (_, before, after) => {
  expect(await tracedOf(before, after)).toEqual([[(after.end ?? discarded.end).kind, undefined]])
})

test.each<[string, Partial<BotJob>, Partial<BotJob>]>([
  ['has not ended', {}, facts.accepted()],
  ['has failed', facts.accepted(), facts.failed()],
  ['was cancelled by its owner', {}, facts.cancelled()],
  ['is done', facts.accepted(), facts.done()],
])('a job that %s is not traced then: its message is', async (_, before, after) => {
  expect(await tracedOf(before, after)).toEqual([])
})
