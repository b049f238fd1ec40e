import { aBatch, anAcceptance, anImageAnswer, aRunningTask, type ScriptStep } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import { requirement } from '../requirement.ts'
import { failure } from '../script.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const
const done: ScriptStep = { body: aBatch(aRunningTask('task-1', { response: anImageAnswer() })) }
const notFound: ScriptStep = {
  status: 404,
  body: { success: false, error: { code: 'not_found', message: 'No task.' } },
}

requirement('FLUX-TASK-16', {
  async scripted(script) {
    const { client, settle } = script([{ body: anAcceptance() }, notFound, notFound, done])
    expect((await settle(client.generate({ prompt: 'a red fox' }))).images).toHaveLength(1)
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'error', operation: 'poll', code: 'not_found', times: 2 })
    expect((await settle(client.generate({ prompt: 'a red fox' }))).images).toHaveLength(1)
  },
  async simulator({ post, simulator, wait }) {
    simulator.faults.add({ kind: 'unknown-task', ms: 5_000 })
    const { task_id: id } = (await post('/flux/images', { ...fox, async: true })).json()
    expect((await post('/flux/tasks', { action: 'retrieve', id })).json()).not.toHaveProperty('id')
    await wait(5_000)
    expect((await post('/flux/tasks', { action: 'retrieve', id })).json()).toMatchObject({ id })
  },
})

requirement('FLUX-TASK-17', {
  async scripted(script) {
    const { client, settle } = script([{ body: anAcceptance() }, { body: aBatch() }, { body: {} }, done])
    expect((await settle(client.generate({ prompt: 'a red fox' }))).images).toHaveLength(1)
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'unknown-task', ms: 20_000 })
    expect((await settle(client.generate({ prompt: 'a red fox' }))).images).toHaveLength(1)
  },
  async simulator({ post, simulator, wait }) {
    simulator.faults.add({ kind: 'unknown-task', ms: 5_000 })
    const { task_id: id } = (await post('/flux/images', { ...fox, async: true })).json()
    expect((await post('/flux/tasks', { action: 'retrieve_batch', ids: [id] })).json()['items']).toEqual([])
    await wait(5_000)
    expect((await post('/flux/tasks', { action: 'retrieve_batch', ids: [id] })).json()['items']).toHaveLength(1)
  },
})

requirement('FLUX-TASK-18', {
  async scripted(script) {
    const missing: ScriptStep = ({ body }) => ({
      body: (body as { action: string }).action === 'retrieve' ? {} : aBatch(),
    })
    const { client, clock, settle } = script([{ body: anAcceptance() }, ...Array.from({ length: 300 }, () => missing)])
    const startMs = clock.now()
    const error = await settle(failure(client.generate({ prompt: 'a red fox' })))
    expect(error).toMatchObject({ code: 'unknown_task', taskId: 'task-1', charged: 'unknown' })
    expect(clock.now() - startMs).toBeGreaterThanOrEqual(300_000)
    expect(clock.now() - startMs).toBeLessThan(400_000)
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'unknown-task', forever: true })
    const error = await settle(failure(client.generate({ prompt: 'a red fox' })))
    expect(error).toMatchObject({ code: 'unknown_task', taskId: simulator.tasks[0]?.id })
  },
  async simulator({ post, simulator, wait }) {
    simulator.faults.add({ kind: 'unknown-task', forever: true })
    const { task_id: id } = (await post('/flux/images', { ...fox, async: true })).json()
    await wait(300_000)
    expect((await post('/flux/tasks', { action: 'retrieve', id })).json()).not.toHaveProperty('id')
    expect((await post('/flux/tasks', { action: 'retrieve_batch', ids: [id] })).json()['items']).toEqual([])
  },
})
