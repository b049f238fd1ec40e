import {
  aBatch,
  anAcceptance,
  anErrorAnswer,
  anImage,
  anImageAnswer,
  aRunningTask,
  type ScriptStep,
} from '@fluxkit/core/testing'
import type { Fault } from '@fluxkit/simulator'
import { expect } from 'vitest'
import type { Lab } from '../../support/lab.ts'
import { type RawLab, requirement } from '../requirement.ts'
import { failure, type Script } from '../script.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const
const finished = { finished_at: 1736304679.439, elapsed: 9.6 }
const noGpu = { success: false, error: { code: 'api_error', message: 'no GPU' } }
const cost = { amount: 0.216, currency: 'credit' }

async function stateOf(script: Script, fields: Record<string, unknown>): Promise<string> {
  const { client } = script([{ body: aRunningTask('task-1', fields) }])
  return (await client.tasks.get('task-1')).state
}

/** What a wait for a task that always shows the same comes to. */
async function endOf(script: Script, fields: Record<string, unknown>): Promise<unknown> {
  const { client, settle } = script(
    Array.from({ length: 99 }, () => ({ body: aBatch(aRunningTask('task-1', fields)) })),
  )
  return settle(failure(client.tasks.wait('task-1')))
}

async function endThrough({ client, settle, simulator }: Lab, fault: Fault): Promise<unknown> {
  simulator.faults.add(fault)
  return settle(failure(client.generate({ prompt: 'a red fox' })))
}

async function taskAfter({ post, simulator, wait }: RawLab, fault: Fault, ms: number): Promise<unknown> {
  simulator.faults.add(fault)
  const { task_id: id } = (await post('/flux/images', { ...fox, async: true })).json()
  await wait(ms)
  return (await post('/flux/tasks', { action: 'retrieve', id })).json()
}

requirement('FLUX-TASK-20', {
  async scripted(script) {
    expect(await stateOf(script, { response: { success: null } })).toBe('running')
    const end = await endOf(script, { response: { success: null, data: [] }, ...finished })
    expect(end).toMatchObject({ code: 'finished_without_image' })
  },
})

requirement('FLUX-TASK-21', {
  async scripted(script) {
    const response = { success: false, error: 'fetch failed' }
    expect(await stateOf(script, { response })).toBe('running')
    expect(await stateOf(script, { response: { ...response, finished_at: 1736304679.439 } })).toBe('failed')
  },
})

requirement('FLUX-TASK-22', {
  async scripted(script) {
    const snapshot: ScriptStep = { body: aBatch(aRunningTask('task-1', { response: { success: true }, ...finished })) }
    const done: ScriptStep = { body: aBatch(aRunningTask('task-1', { response: anImageAnswer(), ...finished })) }
    const { client, settle } = script([snapshot, snapshot, done])
    expect((await settle(client.tasks.wait('task-1'))).images).toHaveLength(1)
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'progress-snapshot' })
    expect((await settle(client.generate({ prompt: 'a red fox' }))).images).toHaveLength(1)
  },
  async simulator(lab) {
    expect(await taskAfter(lab, { kind: 'progress-snapshot' }, 5_000)).toMatchObject({
      finished_at: expect.any(Number) as number,
      response: { success: true, data: [] },
    })
  },
})

requirement('FLUX-TASK-23', {
  async scripted(script) {
    const error = await endOf(script, { response: { ...noGpu, data: [anImage()] }, ...finished })
    const imageUrls = ['https://cdn.example.com/cat.png']
    expect(error).toMatchObject({ code: 'task_failed', charged: 'unknown', imageUrls })
  },
  async through(lab) {
    const error = await endThrough(lab, { kind: 'failure-with-image' })
    const imageUrls = [expect.stringContaining(lab.simulator.tasks[0]?.id ?? '?') as string]
    expect(error).toMatchObject({ code: 'task_failed', charged: 'unknown', imageUrls })
  },
  async simulator(lab) {
    const task = await taskAfter(lab, { kind: 'failure-with-image' }, 11_000)
    expect(task).toMatchObject({ response: { success: false, data: [{ image_url: expect.any(String) as string }] } })
  },
})

requirement('FLUX-TASK-24', {
  async scripted(script) {
    const error = await endOf(script, { response: { ...noGpu, cost }, ...finished })
    expect(error).toMatchObject({ code: 'task_failed', charged: 'yes', cost })
  },
  async through(lab) {
    const error = await endThrough(lab, { kind: 'failure-with-image', billed: true })
    expect(error).toMatchObject({ code: 'task_failed', charged: 'yes', cost })
    expect(lab.simulator.tasks[0]?.credits).toBe(0.216)
  },
  async simulator(lab) {
    const task = await taskAfter(lab, { kind: 'failure-with-image', billed: true }, 11_000)
    expect([task, lab.simulator.tasks[0]?.credits]).toMatchObject([{ response: { success: false, cost } }, 0.216])
  },
})

requirement('FLUX-TASK-25', {
  async scripted(script) {
    const error = await endOf(script, { response: noGpu, ...finished })
    expect(error).toMatchObject({ code: 'task_failed', charged: 'no' })
  },
  async through(lab) {
    expect(await endThrough(lab, { kind: 'task-fails' })).toMatchObject({ code: 'task_failed', charged: 'no' })
    expect(lab.simulator.tasks[0]?.credits).toBe(0)
  },
  async simulator(lab) {
    const before = lab.simulator.balanceOf('api-token')
    await taskAfter(lab, { kind: 'task-fails' }, 11_000)
    expect([lab.simulator.tasks[0]?.credits, lab.simulator.balanceOf('api-token')]).toEqual([0, before])
  },
})

requirement('FLUX-TASK-26', {
  async scripted(script) {
    const done = aRunningTask('task-1', { response: anImageAnswer() })
    const { client, requests, settle } = script([{ body: anAcceptance() }, { body: aBatch() }, { body: done }])
    expect((await settle(client.generate({ prompt: 'a red fox' }))).images).toHaveLength(1)
    const actions = requests.slice(1).map(({ body }) => (body as { action: string }).action)
    expect(actions).toEqual(['retrieve_batch', 'retrieve'])
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'item-missing', times: 1 })
    expect((await settle(client.generate({ prompt: 'a red fox' }))).images).toHaveLength(1)
    expect(simulator.stats.polls).toBe(1)
  },
  async simulator({ post, simulator }) {
    const { task_id: id } = (await post('/flux/images', { ...fox, async: true })).json()
    simulator.faults.add({ kind: 'item-missing' })
    expect((await post('/flux/tasks', { action: 'retrieve_batch', ids: [id] })).json()['items']).toEqual([])
    expect((await post('/flux/tasks', { action: 'retrieve', id })).json()).toMatchObject({ id })
  },
})

requirement('FLUX-TASK-27', {
  async scripted(script) {
    const missing: ScriptStep = ({ body }) => ({ body: 'ids' in (body as object) ? aBatch() : {} })
    const { client, clock, settle } = script(Array.from({ length: 40 }, () => missing))
    const startMs = clock.now()
    expect(await settle(failure(client.tasks.wait('typed')))).toMatchObject({ code: 'unknown_task' })
    expect(clock.now() - startMs).toBeGreaterThanOrEqual(10_000)
    expect(clock.now() - startMs).toBeLessThan(60_000)
  },
  async through({ client, clock, settle }) {
    const startMs = clock.now()
    const typed = client.tasks.wait('00000000-0000-0000-0000-000000000000')
    expect(await settle(failure(typed))).toMatchObject({ code: 'unknown_task' })
    expect(clock.now() - startMs).toBeGreaterThanOrEqual(10_000)
  },
  async simulator({ post }) {
    const body = { action: 'retrieve_batch', ids: ['00000000-0000-0000-0000-000000000000'] }
    expect((await post('/flux/tasks', body)).json()).toEqual({ items: [], count: 0 })
  },
})

const unavailable = { kind: 'task-fails', code: 'service_unavailable' } as const

requirement('FLUX-TASK-28', {
  async scripted(script) {
    const error = await endOf(script, { response: anErrorAnswer('service_unavailable'), ...finished })
    expect(error).toMatchObject({ code: 'task_failed', serviceCode: 'service_unavailable' })
  },
  async through(lab) {
    const error = await endThrough(lab, unavailable)
    expect(error).toMatchObject({ code: 'task_failed', serviceCode: 'service_unavailable' })
  },
  async simulator(lab) {
    const task = await taskAfter(lab, unavailable, 11_000)
    expect(task).toMatchObject({ response: { success: false, error: { code: 'service_unavailable' } } })
  },
})

requirement('FLUX-TASK-29', {
  async scripted(script) {
    const { client } = script([{ body: aRunningTask('task-1', { finished_at: null, elapsed: null }) }])
    const task = await client.tasks.get('task-1')
    expect(task.state).toBe('running')
    expect(task).not.toHaveProperty('elapsedMs')
  },
})

requirement('FLUX-ERROR-19', {
  async scripted(script) {
    const failed = { status: 503, body: anErrorAnswer('service_unavailable') }
    const { client, settle } = script([failed, failed, { body: aRunningTask() }])
    expect((await settle(client.tasks.get('task-1'))).state).toBe('running')
  },
  async through({ client, settle, simulator }) {
    const { id } = await settle(client.submit(fox))
    simulator.faults.add({ kind: '503', operation: 'poll', times: 2 })
    expect((await settle(client.tasks.get(id))).id).toBe(id)
  },
  async simulator({ post, simulator }) {
    simulator.faults.add({ kind: '503', operation: 'poll' })
    const answer = await post('/flux/tasks', { action: 'retrieve', id: 'x' })
    expect([answer.status, answer.json()['error']]).toMatchObject([503, { code: 'service_unavailable' }])
  },
})

requirement('FLUX-ERROR-20', {
  async scripted(script) {
    const unrelated: ScriptStep = { status: 404, body: { detail: 'Not Found' } }
    const done: ScriptStep = { body: aBatch(aRunningTask('task-1', { response: anImageAnswer() })) }
    const { client, settle } = script([...Array.from({ length: 20 }, () => unrelated), done])
    expect((await settle(client.tasks.wait('task-1'))).images).toHaveLength(1)
  },
  async through({ client, settle, simulator, wait }) {
    const ids = []
    for (let count = 0; count < 20; count++) ids.push((await settle(client.submit(fox))).id)
    await wait(40_000)
    simulator.faults.add({ kind: 'unrelated-404', times: 1 })
    const results = await settle(Promise.all(ids.map((id) => client.tasks.wait(id))))
    expect([results.length, simulator.faults.list()]).toEqual([20, []])
  },
  async simulator({ post, simulator }) {
    simulator.faults.add({ kind: 'unrelated-404' })
    const answer = await post('/flux/tasks', { action: 'retrieve', id: 'x' })
    expect([answer.status, answer.json()]).toEqual([404, { detail: 'Not Found' }])
  },
})
