import { isClaim } from '@fluxkit/jobs'
import { createFakeClock } from '@fluxkit/core/testing'
import { expect, onTestFinished, test } from 'vitest'
import { memberId } from '../model/group.ts'
import type { BotPlace, Job } from '../model/job.ts'
import type { Store } from '../store/store.ts'
import { startMs } from '../test/builders.ts'
import { openTestStore } from '../test/open-test-store.ts'
import { facts, putJob } from '../test/put-job.ts'
import type { JobTools } from './job-tools.ts'
import { deliverOfGroup } from './deliver-group.ts'
import { showLatest } from './group-progress.ts'

const group = (at: number) => ({ id: '1', at, of: 2, units: 600 })
const [lead, other] = [memberId('1', 0), memberId('1', 1)]

/** A comparison whose lead still runs, and whose other job is to be reported. */
async function aComparison(): Promise<Store> {
  const store = await openTestStore()
  onTestFinished(() => store.close())
  await putJob(store, { id: lead, group: group(0) }, facts.accepted('t1'))
  await putJob(store, { id: other, group: group(1) }, facts.done('t2'))
  return store
}

/** Another process ends the lead, and shows all images. */
async function endLead(store: Store): Promise<void> {
  const claim = await store.durable.claim(lead, 'other-process', 5_000)
  if (!isClaim<BotPlace>(claim)) throw new Error('The lead is held.')
  const written = await store.durable.commit(claim, { ...claim.job, ...facts.done('t1') })
  if (isClaim<BotPlace>(written)) await store.durable.release(written)
  await store.deliveries.notify(lead, 'result', 'other', 30_000)
  await store.deliveries.setDelivery(lead, 'result', 'delivered', 'other', { id: '9', channelId: '200' })
}

function deliverWith(store: Store, editReply: () => Promise<void>): () => Promise<unknown> {
  const tools = {
    store,
    discord: { editReply },
    clock: createFakeClock({ startMs }),
    log: { info: () => undefined, warn: () => undefined },
    metrics: { deliveries: { inc: () => undefined } },
    config: { FLUXKIT_CURRENCY: 'USD' },
  } as unknown as JobTools
  return async () => {
    const job = (await store.jobs.get(other)) as Job
    return deliverOfGroup(tools, { ...job, notice: 'result' }, group(1), 'me', 30_000)
  }
}

test.each([
  ['arrives', async () => undefined],
  ['may have arrived', () => Promise.reject(Object.assign(new Error('reset'), { code: 'ECONNRESET' }))],
])('progress that %s after the images of another process is replaced by them', async (_, edited) => {
  const store = await aComparison()
  let edits = 0
  const deliverOther = deliverWith(store, async () => {
    if (edits++ === 0) await endLead(store)
    return edited()
  })

  expect(await deliverOther()).toBe('soon')
  expect((await store.jobs.get(other))?.delivery).toBe('pending')
  expect(await deliverOther()).toBe('delivered')

  expect([(await store.jobs.get(lead))?.delivery, edits]).toEqual(['pending', 1])
})

test('progress that nothing has overtaken is shown once', async () => {
  const store = await aComparison()
  let edits = 0
  const deliverOther = deliverWith(store, async () => void edits++)

  expect(await deliverOther()).toBe('delivered')
  expect([(await store.jobs.get(lead))?.delivery, edits]).toEqual(['waiting', 1])
})

test('of two edits that pass each other the last to arrive shows the newest state', async () => {
  const states = ['queued', 'running', 'overdue', 'running', 'running'] as const
  let reads = 0
  const reader = {
    get: async (id: string) =>
      ({ id, state: states[Math.floor(reads++ / 2)] ?? 'running', images: [], missing: 0 }) as unknown as Job,
  }
  const shown: string[] = []

  const outcome = await showLatest(
    reader,
    group(0),
    async (jobs) => void shown.push(jobs.map((job) => job.state).join()),
  )

  expect(outcome).toBe('shown')
  expect(shown).toEqual(['queued,queued', 'running,running', 'overdue,overdue', 'running,running'])
})
