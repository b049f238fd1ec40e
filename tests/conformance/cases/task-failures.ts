import { aBatch, anImageAnswer, aRunningTask, type ScriptStep } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import { requirement } from '../requirement.ts'
import { failure } from '../script.ts'
import { finished, poll, stateAfter, taskAfter } from './poll-task.ts'
import { fox } from './raw-tasks.ts'

const noGpu = { success: false, error: { code: 'api_error', message: 'no GPU' } }

const hiccup: ScriptStep = {
  body: aBatch(aRunningTask('task-1', { response: { success: false, error: 'fetch failed' } })),
}
const running: ScriptStep = { body: aBatch(aRunningTask()) }
const done: ScriptStep = { body: aBatch(aRunningTask('task-1', { response: anImageAnswer() })) }

requirement('FLUX-TASK-12', {
  async scripted(script) {
    const { client } = script([{ body: aRunningTask('task-1', { response: noGpu }) }])
    const { state, error } = await client.tasks.get('task-1')
    expect([state, error]).toMatchObject([
      'failed',
      { code: 'task_failed', serviceCode: 'api_error', summary: 'The task failed: no GPU.' },
    ])
  },
  async through(lab) {
    const fault = { kind: 'task-fails', message: 'no GPU' } as const
    expect(await stateAfter(lab, fault, 11_000)).toBe('failed: The task failed: no GPU.')
  },
  async simulator(lab) {
    expect(await taskAfter(lab, { kind: 'task-fails', message: 'no GPU' }, 11_000)).toMatchObject({ response: noGpu })
  },
})

requirement('FLUX-TASK-13', {
  async scripted(script) {
    const bare = { success: false, error: 'fetch failed' }
    expect(await poll(script, { response: bare, ...finished })).toBe('failed: The task failed: fetch failed.')
    expect(await poll(script, { response: { success: false }, ...finished })).toBe(
      'failed: The task failed: The service gave no reason.',
    )
  },
  async through(lab) {
    expect(await stateAfter(lab, { kind: 'bare-failure' }, 11_000)).toBe('failed: The task failed: fetch failed.')
  },
  async simulator(lab) {
    expect(await taskAfter(lab, { kind: 'bare-failure' }, 11_000)).toMatchObject({
      response: { success: false, error: 'fetch failed' },
      finished_at: expect.any(Number) as number,
    })
  },
})

requirement('FLUX-TASK-14', {
  async scripted(script) {
    expect(await poll(script, { response: { success: false, error: 'fetch failed' } })).toBe('running')
    expect(await poll(script, { response: { success: false } })).toBe('running')
    const { client, settle } = script([hiccup, hiccup, done])
    expect((await settle(client.tasks.wait('task-1'))).images).toHaveLength(1)
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'hiccup', polls: 2 })
    const { images } = await settle(client.generate({ prompt: 'a red fox' }))
    expect(images).toHaveLength(1)
  },
  async simulator(lab) {
    const task = await taskAfter(lab, { kind: 'hiccup' }, 5_000)
    expect(task).toMatchObject({ response: { success: false, error: 'fetch failed' } })
    expect(task).not.toHaveProperty('finished_at')
  },
})

requirement('FLUX-TASK-15', {
  async scripted(script) {
    const three = script([hiccup, hiccup, hiccup])
    const error = await three.settle(failure(three.client.tasks.wait('task-1')))
    expect(error).toMatchObject({ code: 'task_failed', summary: 'The task failed: fetch failed.' })
    // Not in a row: one look in between shows it running.
    const apart = script([hiccup, hiccup, running, hiccup, hiccup, done])
    expect((await apart.settle(apart.client.tasks.wait('task-1'))).images).toHaveLength(1)
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'hiccup-forever' })
    const error = await settle(failure(client.generate({ prompt: 'a red fox' })))
    expect(error).toMatchObject({ code: 'task_failed', summary: 'The task failed: fetch failed.' })
    expect(simulator.tasks).toMatchObject([{ polls: 3 }])
  },
  async simulator({ post, simulator, wait }) {
    simulator.faults.add({ kind: 'hiccup-forever' })
    const { task_id: id } = (await post('/flux/images', { ...fox, async: true })).json()
    for (let round = 0; round < 4; round++) {
      await wait(5_000)
      const task = (await post('/flux/tasks', { action: 'retrieve', id })).json()
      expect(task['response']).toMatchObject({ success: false, error: 'fetch failed' })
      expect(task).not.toHaveProperty('finished_at')
    }
  },
})
