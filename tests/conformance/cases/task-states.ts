import { anImage, anImageAnswer } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import { requirement } from '../requirement.ts'
import { failure } from '../script.ts'
import { finished, image, poll, stateAfter, taskAfter, waitFor, withoutImage } from './poll-task.ts'

requirement('FLUX-TASK-01', {
  async scripted(script) {
    const links = { image_url: 'https://example.com/cat.png', callback_url: 'https://example.com/done' }
    expect(await poll(script, { request: { action: 'edit', ...links, data: [anImage()] } })).toBe('running')
    expect(await poll(script, { status: 'succeeded', image_url: links.image_url, data: [anImage()] })).toBe('running')
  },
  async through({ client, settle, wait, url }) {
    const links = { imageUrl: `${url}/cat.png`, callbackUrl: 'http://127.0.0.1:9/done' }
    const { id } = await settle(client.submit({ action: 'edit', prompt: 'night', model: 'flux-kontext-pro', ...links }))
    await wait(1_000)
    expect((await settle(client.tasks.get(id))).state).toBe('running')
  },
  async simulator({ post, url, wait }) {
    const links = { image_url: `${url}/cat.png`, callback_url: 'http://127.0.0.1:9/done' }
    const body = { action: 'edit', prompt: 'night', model: 'flux-kontext-pro', size: '1:1', ...links }
    const { task_id: id } = (await post('/flux/images', body)).json()
    await wait(1_000)
    const task = (await post('/flux/tasks', { action: 'retrieve', id })).json()
    expect(task).toMatchObject({ request: links })
    expect(task).not.toHaveProperty('response')
  },
})

requirement('FLUX-TASK-02', {
  async scripted(script) {
    expect(await poll(script, {})).toBe('running')
  },
  async through(lab) {
    expect(await stateAfter(lab, undefined, 9_000)).toBe('running')
  },
  async simulator(lab) {
    expect(await taskAfter(lab, undefined, 9_000)).not.toHaveProperty('response')
  },
})

requirement('FLUX-TASK-03', {
  async scripted(script) {
    expect(await poll(script, { response: null })).toBe('running')
  },
})

requirement('FLUX-TASK-04', {
  async scripted(script) {
    expect(await poll(script, { response: {} })).toBe('running')
    expect(await poll(script, { response: {}, ...finished })).toBe('running')
  },
})

requirement('FLUX-TASK-09', {
  async scripted(script) {
    expect(await poll(script, { response: anImageAnswer() })).toBe('succeeded')
    expect(await poll(script, { response: anImageAnswer(), ...finished })).toBe('succeeded')
  },
  async through(lab) {
    expect(await stateAfter(lab, undefined, 11_000)).toBe('succeeded')
  },
  async simulator(lab) {
    expect(await taskAfter(lab, undefined, 11_000)).toMatchObject({ response: { success: true, ...image } })
  },
})

requirement('FLUX-TASK-10', {
  async scripted(script) {
    expect(await poll(script, { response: { success: true, task_id: 'task-1' } })).toBe('running')
    expect(await poll(script, { response: { success: true, data: [] } })).toBe('running')
  },
  async through(lab) {
    expect(await stateAfter(lab, { kind: 'accepted-response' }, 5_000)).toBe('running')
  },
  async simulator(lab) {
    const task = await taskAfter(lab, { kind: 'accepted-response' }, 5_000)
    expect(task).toMatchObject({ response: { success: true } })
    expect(task).not.toHaveProperty('finished_at')
  },
})

requirement('FLUX-TASK-11', {
  async scripted(script) {
    for (const response of [{ success: true }, { success: true, data: [{}] }]) {
      expect(await poll(script, { response, ...finished })).toBe('running')
      const [error, elapsedMs] = await waitFor(script, { response, ...finished })
      expect(error).toMatchObject(withoutImage)
      expect(elapsedMs).toBeGreaterThanOrEqual(10_000)
    }
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'no-image' })
    expect(await settle(failure(client.generate({ prompt: 'a red fox' })))).toMatchObject(withoutImage)
  },
  async simulator(lab) {
    const task = await taskAfter(lab, { kind: 'no-image' }, 11_000)
    expect(task).toMatchObject({ response: { success: true, data: [] }, finished_at: expect.any(Number) as number })
  },
})
