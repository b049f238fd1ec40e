import type { Attempt } from '@fluxkit/core'
import { aBatch, anErrorAnswer, aRunningTask, type ScriptStep } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import type { Lab } from '../../support/lab.ts'
import { requirement } from '../requirement.ts'
import { failure } from '../script.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const
const wire = { ...fox, model: 'flux-dev', count: 1, async: true }

/** A task of this request, as a listing shows it. */
function listedTask(id: string, createdAtMs: number, more: object = {}): Record<string, unknown> {
  return aRunningTask(id, { user_id: 'user-1', created_at: createdAtMs / 1_000, request: { ...wire, ...more } })
}

/** Submits, loses the answer, and says what left. */
async function lose({ client, requests, settle, simulator, clock }: Lab, more: object = {}): Promise<Attempt> {
  simulator.faults.add({ kind: 'reset-after', times: 1 })
  const sentAtMs = clock.now()
  expect(await settle(failure(client.submit({ ...fox, ...more }, { findLost: false })))).toMatchObject({
    code: 'outcome_unknown',
  })
  return { wire: JSON.parse(String(requests.at(-1)?.body)) as Attempt['wire'], sentAtMs }
}

/** A task that core has seen, so that it knows whose tasks to list. */
async function known({ client, settle }: Lab): Promise<string> {
  const { id } = await settle(client.submit({ ...fox, prompt: 'another fox' }))
  await settle(client.tasks.get(id))
  return id
}

requirement('FLUX-FIND-01', {
  async scripted(script) {
    const own = 'https://bot.example.com/callbacks/job-1'
    const { client, clock, settle } = script([
      {
        body: aBatch(
          listedTask('other', 1, { callback_url: 'https://bot.example.com/callbacks/job-2' }),
          listedTask('mine', 2, { callback_url: own }),
        ),
      },
    ])
    const attempt = { key: 'job-1', wire: { ...wire, callback_url: own }, sentAtMs: clock.now() }
    expect((await settle(client.tasks.find({ attempt })))?.id).toBe('mine')
  },
  async through(lab) {
    await known(lab)
    const callbackUrl = 'http://127.0.0.1:9/callbacks/job-1'
    const attempt = { ...(await lose(lab, { callbackUrl })), key: 'job-1' }
    await lose(lab, { callbackUrl: 'http://127.0.0.1:9/callbacks/job-2' })
    const found = await lab.settle(lab.client.tasks.find({ attempt }))
    expect(found?.raw['request']).toMatchObject({ callback_url: callbackUrl })
    expect(lab.simulator.stats.charges).toBe(3)
  },
})

requirement('FLUX-FIND-02', {
  async scripted(script) {
    const { client, clock, settle } = script([
      ({ body }) => {
        const { created_at_min: fromS } = body as { created_at_min: number }
        const nowMs = (fromS + 70) * 1_000
        return {
          body: aBatch(
            listedTask('prompt', nowMs, { prompt: 'a cat' }),
            listedTask('size', nowMs, { size: '1792x1024' }),
            listedTask('model', nowMs, { model: 'flux-pro' }),
            listedTask('early', nowMs - 3_600_000),
            listedTask('mine', nowMs),
          ),
        }
      },
    ])
    const found = await settle(client.tasks.find({ attempt: { wire, sentAtMs: clock.now() } }))
    expect(found?.id).toBe('mine')
  },
  async through(lab) {
    await known(lab)
    const attempt = await lose(lab)
    await lose(lab, { prompt: 'a cat' })
    const found = await lab.settle(lab.client.tasks.find({ attempt }))
    expect(found?.raw['request']).toEqual(attempt.wire)
    expect((await lab.settle(lab.client.tasks.wait(found?.id ?? ''))).images).toHaveLength(1)
    expect(lab.simulator.stats).toMatchObject({ charges: 3, listings: 1 })
  },
})

requirement('FLUX-FIND-03', {
  async scripted(script) {
    const step: ScriptStep = ({ body }) => {
      const { created_at_min: fromS } = body as { created_at_min: number }
      return { body: aBatch(listedTask('owned', (fromS + 61) * 1_000), listedTask('mine', (fromS + 62) * 1_000)) }
    }
    const { client, clock, settle } = script([step])
    const isKnown = (id: string): boolean => id === 'owned'
    const found = await settle(client.tasks.find({ attempt: { wire, sentAtMs: clock.now() }, isKnown }))
    expect(found?.id).toBe('mine')
  },
  async through(lab) {
    await known(lab)
    const { id: owned } = await lab.settle(lab.client.submit(fox))
    const attempt = await lose(lab)
    const found = await lab.settle(lab.client.tasks.find({ attempt }))
    expect([found !== undefined, found?.id === owned]).toEqual([true, false])
    const isKnown = (): boolean => true
    expect(await lab.settle(lab.client.tasks.find({ attempt, isKnown }))).toBeUndefined()
  },
})

requirement('FLUX-FIND-04', {
  async scripted(script) {
    const step: ScriptStep = ({ body }) => {
      const { created_at_min: fromS } = body as { created_at_min: number }
      return { body: aBatch(listedTask('late', (fromS + 65) * 1_000), listedTask('early', (fromS + 61) * 1_000)) }
    }
    const { client, clock, settle } = script([step, step, step])
    const [first, second] = [clock.now(), clock.now() + 1].map((sentAtMs): Attempt => ({ wire, sentAtMs }))
    if (!first || !second) throw new Error('There are two.')
    expect((await settle(client.tasks.find({ attempt: first, others: [second] })))?.id).toBe('early')
    expect((await settle(client.tasks.find({ attempt: second, others: [first] })))?.id).toBe('late')
    expect(await settle(client.tasks.find({ attempt: first }))).toBeUndefined()
  },
  async through(lab) {
    await known(lab)
    const attempts = [await lose(lab)]
    await lab.wait(5_000)
    attempts.push(await lose(lab))
    const ids = lab.simulator.tasks.filter(({ prompt }) => prompt === 'a red fox').map(({ id }) => id)
    const [first, second] = attempts as [Attempt, Attempt]
    const found = await lab.settle(lab.client.tasks.find({ attempt: first, others: [second] }))
    expect(found?.id).toBe(ids.at(-1))
    expect(await lab.settle(lab.client.tasks.find({ attempt: first }))).toBeUndefined()
  },
})

requirement('FLUX-FIND-05', {
  async scripted(script) {
    for (const [status, code] of [
      [400, 'bad_request'],
      [403, 'forbidden'],
      [404, 'no_api'],
    ] as const) {
      const { client, clock, settle } = script([{ status, body: anErrorAnswer(code) }])
      expect(await settle(client.tasks.find({ attempt: { wire, sentAtMs: clock.now() } }))).toBeUndefined()
    }
  },
  async through(lab) {
    const attempt = await lose(lab)
    lab.simulator.faults.add({ kind: 'error', operation: 'poll', code: 'bad_request' })
    expect(await lab.settle(lab.client.tasks.find({ attempt }))).toBeUndefined()
    expect(lab.simulator.stats).toMatchObject({ charges: 1, refunds: 0 })
  },
})

requirement('FLUX-FIND-06', {
  async scripted(script) {
    let requested: { created_at_min?: number; created_at_max?: number } = {}
    const aheadMs = 3_600_000
    const { client, clock, settle } = script([
      () => ({ body: aRunningTask('seen'), headers: { date: new Date(clock.now() + aheadMs).toUTCString() } }),
      ({ body }) => {
        requested = body as typeof requested
        return { body: aBatch() }
      },
    ])
    await settle(client.tasks.get('seen'))
    const sentAtMs = clock.now()
    await settle(client.tasks.find({ attempt: { wire, sentAtMs } }))
    const inServiceTime = (sentAtMs + aheadMs) / 1_000
    expect(requested.created_at_min).toBeGreaterThan(inServiceTime - 60)
    expect(requested.created_at_min).toBeLessThanOrEqual(inServiceTime)
    expect(requested.created_at_max).toBeGreaterThanOrEqual(inServiceTime)
  },
})

requirement('FLUX-FIND-07', {
  async scripted(script) {
    const refused = { status: 400, body: anErrorAnswer('bad_request', 'ids is required') }
    const { client, clock, settle } = script([refused])
    expect(await settle(client.tasks.find({ attempt: { wire, sentAtMs: clock.now() } }))).toBeUndefined()
  },
  async through(lab) {
    const attempt = await lose(lab)
    expect(await lab.settle(lab.client.tasks.find({ attempt }))).toBeUndefined()
    const userId = await lab.settle(lab.client.tasks.get(lab.simulator.tasks[0]?.id ?? ''))
    const found = await lab.settle(lab.client.tasks.find({ attempt, userId: String(userId.raw['user_id']) }))
    expect(found?.id).toBe(lab.simulator.tasks[0]?.id)
  },
  async simulator({ post, clock }) {
    const window = { created_at_min: clock.now() / 1_000 - 60, created_at_max: clock.now() / 1_000 + 60 }
    const answer = await post('/flux/tasks', { action: 'retrieve_batch', ...window, limit: 50 })
    expect([answer.status, answer.json()['error']]).toMatchObject([400, { code: 'bad_request' }])
  },
})
