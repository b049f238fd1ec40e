import { anAcceptance, anImageAnswer } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import { callbackHost } from '../../support/callback-host.ts'
import { requirement } from '../requirement.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const

requirement('FLUX-SUBMIT-13', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance({ task_id: 'task-9' }) }])
    const task = await client.submit({ ...fox, callbackUrl: 'https://bot.example.com/done' })
    expect(task.id).toBe('task-9')
    expect(requests[0]?.body).toMatchObject({ callback_url: 'https://bot.example.com/done' })
  },
  async through({ client, settle, simulator }) {
    const task = await settle(client.submit({ ...fox, callbackUrl: 'http://127.0.0.1:9/done' }))
    expect(simulator.tasks).toMatchObject([{ id: task.id, state: 'running' }])
  },
  async simulator({ post, simulator }) {
    const answer = await post('/flux/images', { ...fox, callback_url: 'http://127.0.0.1:9/done' })
    expect(simulator.tasks).toMatchObject([{ id: answer.json()['task_id'] as string, state: 'running' }])
    expect(answer.json()).not.toHaveProperty('data')
  },
})

requirement('FLUX-SUBMIT-14', {
  async scripted(script) {
    const { client, settle } = script([{ body: anAcceptance() }])
    const task = await client.submit({ ...fox, callbackUrl: 'https://bot.example.com/done' }, { jobKey: 'job-1' })
    expect(client.tasks.deliver({ taskId: task.id, jobKey: 'job-1', body: anImageAnswer() })).toBe('result')
    expect((await settle(client.tasks.wait(task.id))).images).toMatchObject([
      { url: 'https://cdn.example.com/cat.png' },
    ])
  },
  async through({ client, settle, simulator }) {
    await using host = await callbackHost(client)
    const task = await settle(client.submit({ ...fox, callbackUrl: await host.urlFor('job-1') }))
    await settle(host.arrived(1))
    const { images } = await settle(client.tasks.wait(task.id))
    expect(images).toHaveLength(1)
    expect(simulator.stats).toMatchObject({ callbacksSent: 1, callbacksFailed: 0, batchPolls: 0 })
  },
  async simulator({ post, wait }) {
    await using host = await callbackHost()
    const answer = await post('/flux/images', { ...fox, callback_url: `${host.url}/done` })
    await wait(9_000)
    expect(host.received).toEqual([])
    await wait(2_000)
    await host.arrived(1)
    expect(host.received).toMatchObject([
      { method: 'POST', path: '/done', body: { success: true, task_id: answer.json()['task_id'] as string } },
    ])
  },
})

requirement('FLUX-SUBMIT-15', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance({ task_id: 'task-9' }) }])
    expect((await client.submit(fox)).id).toBe('task-9')
    expect(requests[0]?.body).toMatchObject({ async: true })
  },
  async through({ client, settle, simulator }) {
    const task = await settle(client.submit(fox))
    expect(simulator.tasks).toMatchObject([{ state: 'running' }])
    expect((await settle(client.tasks.get(task.id))).state).toBe('queued')
  },
  async simulator({ post }) {
    const { task_id: id } = (await post('/flux/images', { ...fox, async: true })).json()
    expect((await post('/flux/tasks', { action: 'retrieve', id })).json()).toMatchObject({ id })
  },
})

requirement('FLUX-SUBMIT-16', {
  async scripted(script) {
    const { client, requests, settle } = script([{ body: anImageAnswer() }])
    const { images } = await settle(client.generate({ prompt: 'a red fox' }, { mode: 'sync' }))
    expect(images).toHaveLength(1)
    expect(requests[0]?.body).toEqual({
      action: 'generate',
      prompt: 'a red fox',
      model: 'flux-dev',
      size: '1024x1024',
      count: 1,
    })
  },
  async through({ client, settle, clock, simulator }) {
    const startMs = clock.now()
    await settle(client.generate({ prompt: 'a red fox' }, { mode: 'sync' }))
    expect(clock.now() - startMs).toBeGreaterThanOrEqual(10_000)
    expect(simulator.stats.requests).toBe(1)
  },
  async simulator({ post, clock }) {
    const startMs = clock.now()
    expect((await post('/flux/images', fox)).json()).toMatchObject({ success: true })
    expect((await post('/flux/images', { ...fox, async: false })).json()).toMatchObject({ success: true })
    expect(clock.now() - startMs).toBeGreaterThanOrEqual(20_000)
  },
})

requirement('FLUX-SUBMIT-17', {
  async through({ connect, settle, simulator }) {
    simulator.faults.add({ kind: 'slow', ms: 120_000 })
    const { images } = await settle(connect().generate({ prompt: 'a red fox' }, { mode: 'sync' }))
    expect(images).toHaveLength(1)
  },
  async simulator({ post, simulator }) {
    simulator.faults.add({ kind: 'slow', ms: 120_000 })
    expect((await post('/flux/images', fox)).json()).toMatchObject({ success: true })
  },
})
