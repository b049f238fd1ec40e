import { aBatch, aFinishedTask, anImageAnswer, aRunningTask, type ScriptStep } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import type { RawLab } from '../requirement.ts'
import { requirement } from '../requirement.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const
const text = expect.any(String) as string
const number = expect.any(Number) as number

async function start({ post }: RawLab, fields: object = {}): Promise<string> {
  return String((await post('/flux/images', { ...fox, ...fields, async: true })).json()['task_id'])
}

async function retrieve({ post }: RawLab, id: string): Promise<Record<string, unknown>> {
  return (await post('/flux/tasks', { action: 'retrieve', id })).json()
}

async function retrieveBatch({ post }: RawLab, ids: readonly string[]): Promise<{ items: { id: string }[] }> {
  return (await post('/flux/tasks', { action: 'retrieve_batch', ids, limit: ids.length })).json() as {
    items: { id: string }[]
  }
}

requirement('FLUX-POLL-01', {
  async scripted(script) {
    const { client, requests } = script([{ body: aFinishedTask('task-9') }])
    expect(await client.tasks.get('task-9')).toMatchObject({ id: 'task-9', state: 'succeeded' })
    expect(requests[0]?.body).toEqual({ action: 'retrieve', id: 'task-9' })
  },
  async through({ client, settle }) {
    const { id } = await settle(client.submit(fox))
    expect(await settle(client.tasks.get(id))).toMatchObject({ id, state: 'queued', model: 'flux-dev' })
  },
  async simulator(lab) {
    const id = await start(lab)
    expect(await retrieve(lab, id)).toMatchObject({ id })
    const answers = [{}, { action: 'retrieve' }, { action: 'retrieve', id: 7 }, { action: 'look', id }]
    for (const body of answers) expect((await lab.post('/flux/tasks', body)).status).toBe(400)
  },
})

requirement('FLUX-POLL-02', {
  async scripted(script) {
    const { client, requests } = script([{ body: aBatch(aFinishedTask('a'), aRunningTask('b')) }])
    const found = await client.tasks.getMany(['a', 'b'])
    expect([...found].map(([id, { state }]) => [id, state])).toEqual([
      ['a', 'succeeded'],
      ['b', 'running'],
    ])
    expect(requests[0]?.body).toEqual({ action: 'retrieve_batch', ids: ['a', 'b'], limit: 2 })
  },
  async through({ client, settle }) {
    const ids = [(await settle(client.submit(fox))).id, (await settle(client.submit(fox))).id]
    expect(new Set((await settle(client.tasks.getMany(ids))).keys())).toEqual(new Set(ids))
  },
  async simulator(lab) {
    const ids = [await start(lab), await start(lab)]
    const answer = await retrieveBatch(lab, ids)
    expect(answer).toMatchObject({ count: 2 })
    expect(new Set(answer.items.map(({ id }) => id))).toEqual(new Set(ids))
  },
})

requirement('FLUX-POLL-03', {
  async scripted(script) {
    const ids = Array.from({ length: 120 }, (_, index) => `task-${index}`)
    const all: ScriptStep = ({ body }) => ({
      body: aBatch(...(body as { ids: string[] }).ids.map((id) => aRunningTask(id))),
    })
    const { client, requests } = script([all, all, all])
    await client.tasks.getMany(ids)
    expect(requests.map(({ body }) => (body as { ids: string[] }).ids.length)).toEqual([50, 50, 20])
  },
  async through({ client, settle, requests }) {
    const ids: string[] = []
    for (let index = 0; index < 60; index++) ids.push((await settle(client.submit(fox))).id)
    await settle(Promise.all(ids.map((id) => client.tasks.wait(id, { model: 'flux-dev' }))))
    const requested = requests.flatMap(({ url, body }) =>
      url.pathname === '/flux/tasks' ? [(JSON.parse(String(body)) as { ids: string[] }).ids.length] : [],
    )
    expect(Math.max(...requested)).toBe(50)
  },
  async simulator(lab) {
    const ids: string[] = []
    for (let index = 0; index < 50; index++) ids.push(await start(lab))
    expect((await retrieveBatch(lab, ids)).items).toHaveLength(50)
  },
})

requirement('FLUX-POLL-04', {
  async through({ client, settle, simulator }) {
    const { id } = await settle(client.submit(fox))
    const before = simulator.balanceOf('api-token')
    await settle(client.tasks.wait(id))
    await settle(client.tasks.get(id))
    expect(simulator.balanceOf('api-token')).toBe(before)
  },
  async simulator(lab) {
    const id = await start(lab)
    const before = lab.simulator.balanceOf('api-token')
    await retrieve(lab, id)
    await retrieveBatch(lab, [id])
    expect(lab.simulator.balanceOf('api-token')).toBe(before)
    expect(lab.simulator.stats).toMatchObject({ charges: 1, polls: 1, batchPolls: 1 })
  },
})

requirement('FLUX-POLL-05', {
  async scripted(script) {
    const tasks = ['c', 'a', 'b'].map((id) =>
      aFinishedTask(id, {
        response: anImageAnswer({ task_id: id, data: [{ image_url: `https://cdn.example.com/${id}.png` }] }),
      }),
    )
    const { client } = script([{ body: aBatch(...tasks) }])
    const found = await client.tasks.getMany(['a', 'b', 'c'])
    expect(['a', 'b', 'c'].map((id) => found.get(id)?.result?.images[0]?.url)).toEqual([
      'https://cdn.example.com/a.png',
      'https://cdn.example.com/b.png',
      'https://cdn.example.com/c.png',
    ])
  },
  async through({ client, settle, simulator }) {
    const prompts = ['one', 'two', 'three', 'four', 'five', 'six']
    const results = await settle(Promise.all(prompts.map((prompt) => client.generate({ prompt }))))
    const made = results.map(({ taskId }) => simulator.tasks.find(({ id }) => id === taskId)?.prompt)
    expect(made).toEqual(prompts)
    for (const { taskId, images } of results) expect(images[0]?.url).toContain(`/${taskId}`)
  },
  async simulator(lab) {
    const ids: string[] = []
    for (let index = 0; index < 8; index++) ids.push(await start(lab))
    const jobs = new Set<string>()
    for (let round = 0; round < 8; round++) {
      jobs.add((await retrieveBatch(lab, ids)).items.map(({ id }) => ids.indexOf(id)).join())
    }
    expect(jobs.size).toBeGreaterThan(1)
  },
})

const nobody = '00000000-0000-0000-0000-00000000beef'

requirement('FLUX-POLL-06', {
  async scripted(script) {
    const { client } = script([{ body: aBatch(aRunningTask('a')) }, { body: {} }])
    expect([...(await client.tasks.getMany(['a', nobody])).keys()]).toEqual(['a'])
  },
  async through({ client, settle }) {
    const { id } = await settle(client.submit(fox))
    expect([...(await settle(client.tasks.getMany([nobody, id]))).keys()]).toEqual([id])
  },
  async simulator(lab) {
    const id = await start(lab)
    expect(await retrieveBatch(lab, [nobody, id])).toMatchObject({ items: [{ id }], count: 1 })
    expect(await retrieveBatch(lab, [nobody])).toEqual({ items: [], count: 0 })
  },
})

requirement('FLUX-POLL-07', {
  async scripted(script) {
    const { client } = script([{ body: aRunningTask('a', { api_id: 'api-1', user_id: 'user-1' }) }])
    const { id, traceId, createdAtMs, startedAtMs, raw } = await client.tasks.get('a')
    expect([id, traceId, createdAtMs, startedAtMs]).toEqual(['a', 'trace-1', 1736304669779, 1736304669839])
    expect(raw).toMatchObject({ _id: '677de81d0000000000000000', api_id: 'api-1', user_id: 'user-1' })
  },
  async through({ client, settle, simulator }) {
    const { id } = await settle(client.submit(fox))
    const { traceId, raw } = await settle(client.tasks.get(id))
    expect(simulator.tasks).toMatchObject([{ id, traceId }])
    expect(raw).toMatchObject({ _id: text, credential_id: text })
  },
  async simulator(lab) {
    const id = await start(lab)
    await lab.wait(1_000)
    const account = { api_id: text, application_id: text, credential_id: text, user_id: text }
    const times = { created_at: number, started_at: number }
    const request = { ...fox, async: true }
    expect(await retrieve(lab, id)).toEqual({ _id: text, id, trace_id: text, ...account, ...times, request })
  },
})

requirement('FLUX-POLL-08', {
  async scripted(script) {
    const { client } = script([{ body: aFinishedTask() }])
    expect(await client.tasks.get('task-1')).toMatchObject({
      createdAtMs: 1736304669779,
      startedAtMs: 1736304669839,
      finishedAtMs: 1736304679439,
    })
  },
  async through({ client, settle, clock }) {
    const nowMs = clock.now()
    const { id } = await settle(client.submit(fox))
    expect((await settle(client.tasks.get(id))).createdAtMs).toBe(nowMs)
  },
  async simulator(lab) {
    await lab.wait(1)
    const nowMs = lab.clock.now()
    const id = await start(lab)
    await lab.wait(11_000)
    const task = await retrieve(lab, id)
    expect(task['created_at']).toBe(nowMs / 1_000)
    expect(task['finished_at']).toBeCloseTo(nowMs / 1_000 + 10, 0)
  },
})

requirement('FLUX-POLL-09', {
  async scripted(script) {
    const times = { created_at: '2025-01-08T02:51:09.779Z', finished_at: '2025-01-08T02:51:19' }
    const { client } = script([{ body: aFinishedTask('task-1', times) }])
    expect(await client.tasks.get('task-1')).toMatchObject({ createdAtMs: 1736304669779, finishedAtMs: 1736304679000 })
  },
  async through({ client, settle, simulator, clock }) {
    simulator.faults.add({ kind: 'iso-times' })
    const nowMs = clock.now()
    const { id } = await settle(client.submit(fox))
    await settle(client.tasks.wait(id))
    expect((await settle(client.tasks.get(id))).createdAtMs).toBe(nowMs)
  },
  async simulator(lab) {
    lab.simulator.faults.add({ kind: 'iso-times' })
    const id = await start(lab)
    await lab.wait(11_000)
    const iso = expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/) as string
    expect(await retrieve(lab, id)).toMatchObject({ created_at: iso, started_at: iso, finished_at: iso })
  },
})

requirement('FLUX-POLL-10', {
  async scripted(script) {
    const { client } = script([{ body: aRunningTask() }])
    const task = await client.tasks.get('task-1')
    expect(task.state).toBe('running')
    expect(task).not.toHaveProperty('finishedAtMs')
    expect(task).not.toHaveProperty('elapsedMs')
  },
  async through({ client, settle, wait }) {
    const { id } = await settle(client.submit(fox))
    await wait(1_000)
    const task = await settle(client.tasks.get(id))
    expect(task.state).toBe('running')
    expect(task).not.toHaveProperty('elapsedMs')
  },
  async simulator(lab) {
    const id = await start(lab)
    await lab.wait(9_000)
    expect(Object.keys(await retrieve(lab, id))).not.toContain('finished_at')
    expect(Object.keys(await retrieve(lab, id))).not.toContain('elapsed')
    await lab.wait(2_000)
    expect(await retrieve(lab, id)).toMatchObject({ finished_at: number, elapsed: number })
  },
})

requirement('FLUX-POLL-11', {
  async scripted(script) {
    const { client } = script([{ body: aFinishedTask() }])
    expect((await client.tasks.get('task-1')).elapsedMs).toBe(9_600)
  },
  async through({ client, settle }) {
    const { id } = await settle(client.submit(fox))
    expect((await settle(client.tasks.wait(id))).elapsedMs).toBe(10_000)
  },
  async simulator(lab) {
    const id = await start(lab)
    await lab.wait(11_000)
    expect(await retrieve(lab, id)).toMatchObject({ elapsed: 10 })
  },
})

requirement('FLUX-POLL-12', {
  async scripted(script) {
    const request = { action: 'generate', model: 'flux-2-pro', prompt: 'a red fox' }
    const { client } = script([{ body: aRunningTask('task-1', { request }) }])
    const task = await client.tasks.get('task-1')
    expect([task.model, task.raw['request']]).toEqual(['flux-2-pro', request])
  },
  async through({ client, settle }) {
    const { id } = await settle(client.submit({ ...fox, model: 'flux-kontext-pro', size: '3:4' }))
    const { raw } = await settle(client.tasks.get(id))
    expect(raw['request']).toEqual({ ...fox, model: 'flux-kontext-pro', size: '3:4', count: 1, async: true })
  },
  async simulator(lab) {
    const id = await start(lab, { extra: ['kept'] })
    expect(await retrieve(lab, id)).toMatchObject({
      request: { ...fox, extra: ['kept'], async: true },
    })
  },
})

requirement('FLUX-POLL-13', {
  async scripted(script) {
    const { client } = script([{ body: aFinishedTask() }])
    expect((await client.tasks.get('task-1')).result).toMatchObject({
      taskId: 'task-1',
      images: [{ url: 'https://cdn.example.com/cat.png', seed: 281520112, prompt: 'a white siamese cat' }],
    })
  },
  async through({ client, settle }) {
    const held = await settle(client.generate(fox, { mode: 'sync' }))
    const polled = await settle(client.tasks.wait(held.taskId))
    expect(polled.images).toEqual(held.images)
  },
  async simulator(lab) {
    const held = (await lab.post('/flux/images', fox)).json()
    expect(await retrieve(lab, String(held['task_id']))).toMatchObject({ response: held })
  },
})
