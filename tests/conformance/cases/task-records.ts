import { aFinishedTask, aRunningTask } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import { requirement } from '../requirement.ts'
import { fox, retrieve, start } from './raw-tasks.ts'

const text = expect.any(String) as string
const number = expect.any(Number) as number

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
