import { createCallbackReceiver } from '@fluxkit/core/callbacks'
import { aBatch, anAcceptance, anErrorAnswer, anImage, anImageAnswer, aRunningTask } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import { callbackHost } from '../../support/callback-host.ts'
import { requirement } from '../requirement.ts'
import { failure } from '../script.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const
const text = expect.any(String) as string

requirement('FLUX-ANSWER-01', {
  async scripted(script) {
    const answer = anImageAnswer({ task_id: 'task-9', trace_id: 'trace-9', data: [anImage({ prompt: 'a red fox' })] })
    const { client, settle } = script([{ body: answer }])
    expect(await settle(client.generate(fox, { mode: 'sync' }))).toMatchObject({
      taskId: 'task-9',
      traceId: 'trace-9',
      images: [{ url: 'https://cdn.example.com/cat.png', prompt: 'a red fox' }],
    })
  },
  async through({ client, settle, simulator, url }) {
    const { taskId, traceId, images } = await settle(client.generate(fox, { mode: 'sync' }))
    expect(simulator.tasks).toMatchObject([{ id: taskId, traceId }])
    expect(images).toMatchObject([{ prompt: 'a red fox', url: `${url}/sandbox-images/${taskId}_0.png` }])
  },
  async simulator({ post }) {
    const answer = await post('/flux/images', fox)
    expect(answer.status).toBe(200)
    expect(answer.json()).toEqual({
      success: true,
      task_id: text,
      trace_id: text,
      data: [expect.objectContaining({ prompt: 'a red fox', image_url: text, timings: expect.anything() as number })],
    })
  },
})

requirement('FLUX-ANSWER-02', {
  async scripted(script) {
    const data = ['a', 'b'].map((name) => anImage({ image_url: `https://cdn.example.com/${name}.png` }))
    const { client, settle } = script([{ body: anImageAnswer({ data }) }])
    const { images } = await settle(client.generate({ prompt: 'a red fox', count: 2 }, { mode: 'sync' }))
    expect(images.map(({ url }) => url)).toEqual(['https://cdn.example.com/a.png', 'https://cdn.example.com/b.png'])
  },
  async through({ client, settle }) {
    const { images } = await settle(client.generate({ prompt: 'a red fox', count: 4 }))
    expect(new Set(images.map(({ url }) => url)).size).toBe(4)
  },
  async simulator({ post }) {
    const { data } = (await post('/flux/images', { ...fox, count: 4 })).json()
    expect(new Set((data as { image_url: string }[]).map(({ image_url }) => image_url)).size).toBe(4)
  },
})

requirement('FLUX-ANSWER-03', {
  async scripted(script) {
    const { client } = script([{ body: { task_id: 'task-9' } }])
    expect((await client.submit(fox)).id).toBe('task-9')
  },
  async through({ client, settle, simulator }) {
    const { id } = await settle(client.submit(fox))
    expect(simulator.tasks).toMatchObject([{ id }])
  },
  async simulator({ post }) {
    const answer = await post('/flux/images', { ...fox, async: true })
    expect([answer.status, answer.json()['task_id']]).toEqual([200, text])
  },
})

requirement('FLUX-ANSWER-04', {
  async scripted(script) {
    const { client } = script([{ body: { task_id: 'task-8' } }, { body: anAcceptance({ trace_id: 'trace-9' }) }])
    expect((await client.submit(fox)).traceId).toBeUndefined()
    expect((await client.submit(fox)).traceId).toBe('trace-9')
  },
  async through({ client, settle }) {
    const traces = []
    for (let round = 0; round < 20; round++) traces.push((await settle(client.submit(fox))).traceId)
    expect(new Set(traces.map((trace) => typeof trace))).toEqual(new Set(['string', 'undefined']))
  },
  async simulator({ post }) {
    const traces = []
    for (let round = 0; round < 20; round++) {
      traces.push((await post('/flux/images', { ...fox, async: true })).json()['trace_id'])
    }
    expect(new Set(traces.map((trace) => typeof trace))).toEqual(new Set(['string', 'undefined']))
  },
})

requirement('FLUX-ANSWER-05', {
  async scripted(script) {
    const { client } = script([{ body: anAcceptance() }])
    await client.submit(fox, { jobKey: 'job-1' })
    const callback = { taskId: 'task-1', jobKey: 'job-1' }
    expect(client.tasks.deliver({ ...callback, body: anImageAnswer() })).toBe('result')
    expect(client.tasks.deliver({ ...callback, body: anImageAnswer({ task_id: 'task-2' }) })).toBe('ignored')
  },
  async through({ client, settle }) {
    await using host = await callbackHost(client)
    const task = await settle(client.submit({ ...fox, callbackUrl: await host.urlFor('job-1') }))
    await settle(host.arrived(1))
    expect((await settle(client.tasks.wait(task.id))).taskId).toBe(task.id)
  },
  async simulator({ post, wait }) {
    await using host = await callbackHost()
    const { task_id } = (await post('/flux/images', { ...fox, callback_url: `${host.url}/done` })).json()
    await wait(11_000)
    await host.arrived(1)
    const polled = (await post('/flux/tasks', { action: 'retrieve', id: task_id })).json()
    expect(host.received[0]?.body).toMatchObject({
      success: true,
      task_id,
      trace_id: text,
      data: [{ image_url: text }],
    })
    expect(host.received[0]?.body).toEqual(polled['response'])
  },
})

requirement('FLUX-ANSWER-06', {
  async scripted(script) {
    const response = anErrorAnswer('api_error', 'no GPU')
    const { client, settle } = script([
      { body: anAcceptance() },
      { body: aBatch(aRunningTask('task-1', { response })) },
    ])
    await client.submit(fox, { jobKey: 'job-1' })
    const body = { ...response, task_id: 'task-1' }
    // It isn't signed: a poll confirms it.
    expect(client.tasks.deliver({ taskId: 'task-1', jobKey: 'job-1', body })).toBe('check')
    const error = await settle(failure(client.tasks.wait('task-1')))
    expect(error).toMatchObject({ code: 'task_failed', taskId: 'task-1', summary: 'The task failed: no GPU.' })
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'task-fails', message: 'no GPU' })
    await using host = await callbackHost(client)
    const task = await settle(client.submit({ ...fox, callbackUrl: await host.urlFor('job-1') }))
    await settle(host.arrived(1))
    const error = await settle(failure(client.tasks.wait(task.id)))
    expect(error).toMatchObject({ code: 'task_failed', taskId: task.id, summary: 'The task failed: no GPU.' })
  },
  async simulator({ post, wait, simulator }) {
    simulator.faults.add({ kind: 'task-fails', message: 'no GPU' })
    await using host = await callbackHost()
    const { task_id } = (await post('/flux/images', { ...fox, callback_url: `${host.url}/done` })).json()
    await wait(11_000)
    await host.arrived(1)
    expect(host.received[0]?.body).toMatchObject({
      success: false,
      task_id,
      error: { code: 'api_error', message: 'no GPU' },
    })
  },
})

requirement('FLUX-ANSWER-07', {
  async scripted() {
    const taken: string[] = []
    const receiver = createCallbackReceiver({
      secretKey: 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ',
      publicUrl: 'https://bot.example.com/callbacks',
      onResult: ({ jobKey }) => void taken.push(jobKey),
      onError: () => undefined,
    })
    const call = async (url: string): Promise<number> => {
      const body = JSON.stringify(anImageAnswer())
      let work: Promise<unknown> = Promise.resolve()
      const host = { waitUntil: (promise: Promise<unknown>) => void (work = promise) }
      const { status } = await receiver.handle(new Request(url, { method: 'POST', body }), host)
      await work
      return status
    }
    const genuine = await receiver.urlFor('job-1')
    expect(await call(genuine.replace(/.{4}$/, 'AAAA'))).toBe(404)
    expect(await call('https://bot.example.com/callbacks/job-1')).toBe(404)
    expect(taken).toEqual([])
    expect(await call(genuine)).toBe(200)
    expect(taken).toEqual(['job-1'])
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'callback-forged', prompt: 'fox' })
    await using host = await callbackHost(client)
    const task = await settle(client.submit({ ...fox, callbackUrl: await host.urlFor('job-1') }))
    const { images } = await settle(client.tasks.wait(task.id))
    expect(images.map(({ url }) => url)).not.toContain('https://forged.example/image.png')
  },
  async simulator({ post, wait }) {
    await using host = await callbackHost()
    await post('/flux/images', { ...fox, callback_url: `${host.url}/done?secret=1` })
    await wait(11_000)
    await host.arrived(1)
    const [call] = host.received
    expect(call?.path).toBe('/done?secret=1')
    const own = /^(host|connection|content-type|content-length|accept(-.*)?|user-agent|sec-fetch-mode)$/
    expect(Object.keys(call?.headers ?? {}).filter((name) => !own.test(name))).toEqual([])
  },
})

requirement('FLUX-ANSWER-08', {
  async scripted(script) {
    for (const timings of [1752743801, { inference: 3.328 }]) {
      const { client, settle } = script([{ body: anImageAnswer({ data: [anImage({ timings })] }) }])
      const { images } = await settle(client.generate(fox, { mode: 'sync' }))
      expect(images[0]?.raw['timings']).toEqual(timings)
    }
  },
  async through({ client, settle }) {
    const { images } = await settle(client.generate({ prompt: 'a red fox', count: 30 }))
    expect(new Set(images.map(({ raw }) => typeof raw['timings']))).toEqual(new Set(['number', 'object']))
  },
  async simulator({ post }) {
    const data = (await post('/flux/images', { ...fox, count: 30 })).json()['data'] as { timings: unknown }[]
    expect(new Set(data.map(({ timings }) => typeof timings))).toEqual(new Set(['number', 'object']))
    expect(data.map(({ timings }) => timings)).toContainEqual({ inference: expect.any(Number) as number })
  },
})

requirement('FLUX-ANSWER-09', {
  async scripted(script) {
    for (const seed of [undefined, 0, 281520112, '18446744073709551615']) {
      const { client, settle } = script([{ body: anImageAnswer({ data: [anImage({ seed })] }) }])
      const { images } = await settle(client.generate(fox, { mode: 'sync' }))
      expect(images[0]?.seed).toBe(seed)
    }
  },
  async through({ client, settle }) {
    const { images } = await settle(client.generate({ prompt: 'a red fox', count: 30 }))
    expect(new Set(images.map(({ seed }) => typeof seed))).toEqual(new Set(['number', 'string', 'undefined']))
  },
  async simulator({ post }) {
    const data = (await post('/flux/images', { ...fox, count: 30 })).json()['data'] as { seed?: unknown }[]
    expect(new Set(data.map(({ seed }) => typeof seed))).toEqual(new Set(['number', 'string', 'undefined']))
  },
})

requirement('FLUX-ANSWER-10', {
  async scripted(script) {
    const cost = { amount: 0.03, currency: 'USD', list_amount: 0.04 }
    const data = [anImage({ width: 1024 })]
    const { client, settle } = script([{ body: anImageAnswer({ cost, data }) }])
    const { raw, images } = await settle(client.generate(fox, { mode: 'sync' }))
    expect(raw['cost']).toEqual(cost)
    expect(images[0]?.raw['width']).toBe(1024)
  },
})
