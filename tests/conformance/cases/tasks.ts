import { aBatch, aFinishedTask, anImageAnswer, aRunningTask, type ScriptStep } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import { requirement } from '../requirement.ts'
import { fox, retrieve, retrieveBatch, start } from './raw-tasks.ts'

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
