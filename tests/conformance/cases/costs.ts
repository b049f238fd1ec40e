import { anAcceptance, anImageAnswer } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import { callbackHost } from '../../support/callback-host.ts'
import { requirement } from '../requirement.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const
const imageUrl = 'https://cdn.acedata.cloud/7f849b80b9.png'
const night = { action: 'edit', prompt: 'make it night', model: 'flux-kontext-pro', size: '1:1' } as const
const text = expect.any(String) as string
const link = 'https://platform2.cdn.acedata.cloud/flux/7047a12b-d371-4544-b527-bda4569efb61.png'

requirement('FLUX-ANSWER-11', {
  async scripted(script) {
    const { client, settle } = script([{ body: anImageAnswer({ data: [{ image_url: link }] }) }])
    const { images } = await settle(client.generate(fox, { mode: 'sync' }))
    expect(images).toEqual([{ url: link, raw: { image_url: link } }])
  },
  async through({ client, settle }) {
    const { images } = await settle(client.generate({ prompt: 'a red fox' }))
    expect(images.map(({ url, raw }) => [url === raw['image_url'], Object.keys(raw)])).toEqual([[true, ['image_url']]])
  },
  async simulator({ post }) {
    expect((await post('/flux/images', fox)).json()['data']).toEqual([{ image_url: text }])
  },
})

requirement('FLUX-ANSWER-12', {
  async scripted(script) {
    const { client, settle } = script([{ body: anImageAnswer({ data: [{ image_url: link }] }) }])
    expect((await settle(client.generate(fox, { mode: 'sync' }))).images).toMatchObject([{ url: link }])
  },
  async through({ client, settle, url }) {
    const { taskId, images } = await settle(client.generate({ prompt: 'a red fox', model: 'flux-2-pro' }))
    expect(images).toMatchObject([{ url: `${url}/flux/${taskId}.jpg` }])
  },
  async simulator({ post, url, send }) {
    const { task_id: id, data } = (await post('/flux/images', fox)).json()
    expect(data).toEqual([{ image_url: `${url}/flux/${String(id)}.png` }])
    expect((await send(`/flux/${String(id)}.png`)).headers.get('content-type')).toBe('image/png')
  },
})

requirement('FLUX-ANSWER-13', {
  async scripted(script) {
    const cost = { amount: 0.216, currency: 'credit' }
    const { client, settle } = script([{ body: anImageAnswer({ cost }) }])
    expect((await settle(client.generate(fox, { mode: 'sync' }))).cost).toEqual(cost)
  },
  async through({ client, settle, simulator }) {
    const { cost } = await settle(client.generate({ prompt: 'a red fox' }))
    expect([cost, simulator.stats.chargedCredits]).toEqual([{ amount: 0.216, currency: 'credit' }, 0.216])
  },
  async simulator({ post, simulator }) {
    const before = simulator.balanceOf('api-token')
    expect((await post('/flux/images', fox)).json()['cost']).toEqual({ amount: 0.216, currency: 'credit' })
    expect([simulator.tasks[0]?.credits, before - simulator.balanceOf('api-token')]).toEqual([
      0.216,
      expect.closeTo(0.216, 6),
    ])
  },
})

requirement('FLUX-ANSWER-14', {
  async scripted(script) {
    const cost = { amount: 0.423, currency: 'credit' }
    const { client, settle } = script([{ body: anImageAnswer({ cost }) }])
    expect((await settle(client.edit({ ...night, imageUrl }, { mode: 'sync' }))).cost).toEqual(cost)
  },
  async through({ client, settle, simulator }) {
    const { cost } = await settle(client.edit({ ...night, imageUrl }, { mode: 'sync' }))
    expect([cost, simulator.stats.chargedCredits]).toEqual([{ amount: 0.423, currency: 'credit' }, 0.423])
  },
  async simulator({ post, simulator }) {
    const answer = (await post('/flux/images', { ...night, image_url: imageUrl })).json()
    expect([answer['cost'], simulator.tasks[0]?.credits]).toEqual([{ amount: 0.423, currency: 'credit' }, 0.423])
  },
})

requirement('FLUX-ANSWER-15', {
  async scripted(script) {
    const { client } = script([{ body: { task_id: 'task-9', trace_id: 'trace-9' } }])
    expect(await client.submit(fox)).toMatchObject({ id: 'task-9', traceId: 'trace-9' })
  },
  async through({ client, settle, simulator }) {
    const { id, traceId } = await settle(client.submit(fox))
    expect(simulator.tasks).toMatchObject([{ id, traceId }])
  },
  async simulator({ post }) {
    for (let round = 0; round < 10; round++) {
      const answer = (await post('/flux/images', { ...fox, async: true })).json()
      expect(answer).toEqual({ task_id: text, trace_id: text })
    }
  },
})

requirement('FLUX-ANSWER-16', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance() }])
    await client.submit({ ...fox, callbackUrl: 'https://bot.example.com/done' })
    expect(requests[0]?.body).toMatchObject({ async: true, callback_url: 'https://bot.example.com/done' })
  },
  async through({ client, settle, simulator }) {
    await using host = await callbackHost(client)
    const { id } = await settle(client.submit({ ...fox, callbackUrl: await host.urlFor('job-1') }))
    await settle(host.arrived(1))
    expect([host.received[0]?.body['task_id'], simulator.stats.callbacksSent]).toEqual([id, 1])
  },
  async simulator({ post, wait }) {
    await using host = await callbackHost()
    const answer = await post('/flux/images', { ...fox, async: true, callback_url: `${host.url}/done` })
    expect(answer.json()).toMatchObject({ task_id: text })
    expect(host.received).toEqual([])
    await wait(11_000)
    await host.arrived(1)
    expect(host.received[0]?.body).toMatchObject({ success: true, task_id: answer.json()['task_id'] as string })
  },
})

requirement('FLUX-ANSWER-17', {
  async scripted(script) {
    const { client, settle } = script([{ body: anImageAnswer() }])
    expect((await settle(client.generate({ ...fox, count: 3 }, { mode: 'sync' }))).images).toHaveLength(1)
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'fewer-images', images: 2 })
    const { images } = await settle(client.generate({ prompt: 'a red fox', count: 4 }))
    expect([images.length, simulator.stats.charges]).toEqual([2, 1])
  },
  async simulator({ post, simulator }) {
    simulator.faults.add({ kind: 'fewer-images' })
    expect((await post('/flux/images', { ...fox, count: 4 })).json()['data']).toHaveLength(1)
  },
})

requirement('FLUX-ANSWER-18', {
  async scripted(script) {
    const cost = { amount: 0.216, currency: 'credit' }
    const response = anImageAnswer({ cost })
    const { client } = script([{ body: { id: 'task-1', response } }])
    expect((await client.tasks.get('task-1')).result).toMatchObject({ cost })
  },
  async through({ client, settle }) {
    const { id } = await settle(client.submit(fox))
    await settle(client.tasks.wait(id))
    const { result } = await settle(client.tasks.get(id))
    expect(result).toMatchObject({ cost: { amount: 0.216, currency: 'credit' } })
  },
  async simulator({ post, wait }) {
    await using host = await callbackHost()
    const { task_id: id } = (await post('/flux/images', { ...fox, callback_url: `${host.url}/done` })).json()
    await wait(11_000)
    await host.arrived(1)
    const cost = { amount: 0.216, currency: 'credit' }
    const polled = (await post('/flux/tasks', { action: 'retrieve', id })).json()
    expect([host.received[0]?.body, polled]).toMatchObject([{ cost }, { response: { cost } }])
  },
})
