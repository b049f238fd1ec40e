import type { TaskQuery } from '@fluxkit/core'
import { aBatch, anAcceptance, anErrorAnswer, aRunningTask, type ScriptStep } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import type { Lab } from '../../support/lab.ts'
import { type PeerChecks, type RawLab, requirement } from '../requirement.ts'
import { failure } from '../script.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const
const text = expect.any(String) as string
const number = expect.any(Number) as number
const nobody = '00000000-0000-0000-0000-000000000000'

interface TaskJson {
  readonly id: string
  readonly user_id: string
  readonly application_id: string
  readonly created_at: number
  readonly type: string
}

async function start({ post }: RawLab, token = 'api-token'): Promise<TaskJson> {
  const { task_id: id } = (await post('/flux/images', { ...fox, async: true }, token)).json()
  return (await post('/flux/tasks', { action: 'retrieve', id })).json() as unknown as TaskJson
}

async function list({ post }: RawLab, query: object): Promise<string[]> {
  const { items } = (await post('/flux/tasks', { action: 'retrieve_batch', ...query })).json()
  return (items as TaskJson[]).map(({ id }) => id).toSorted()
}

requirement('FLUX-POLL-14', {
  async simulator(lab) {
    const { id } = await start(lab)
    expect((await lab.post('/flux/tasks', { id })).json()).toMatchObject({ id })
  },
})

const emptyAnswer: ScriptStep = { body: {} }

requirement('FLUX-POLL-15', {
  async scripted(script) {
    const { client } = script(Array.from({ length: 9 }, () => emptyAnswer))
    await expect(client.tasks.get(nobody)).rejects.toMatchObject({ code: 'unknown_task', charged: 'unknown' })
  },
  async through({ client, settle }) {
    const outcome = settle(client.tasks.get(nobody))
    await expect(outcome).rejects.toMatchObject({ code: 'unknown_task', charged: 'unknown' })
  },
  async simulator({ post }) {
    const answer = await post('/flux/tasks', { action: 'retrieve', id: nobody })
    expect([answer.status, answer.json()]).toEqual([200, {}])
  },
})

const notFound: ScriptStep = { status: 404, body: anErrorAnswer('not_found') }

requirement('FLUX-POLL-16', {
  async scripted(script) {
    const { client } = script(Array.from({ length: 9 }, () => notFound))
    await expect(client.tasks.get(nobody)).rejects.toMatchObject({ code: 'unknown_task', charged: 'unknown' })
  },
  async through({ client, settle }) {
    const outcome = settle(client.tasks.get(nobody))
    await expect(outcome).rejects.toMatchObject({ code: 'unknown_task', charged: 'unknown' })
  },
  async simulator({ post }) {
    const answer = await post('/flux/tasks', { action: 'retrieve', id: nobody })
    expect([answer.status, answer.json()]).toMatchObject([404, { success: false, error: { code: text } }])
  },
})

requirement('FLUX-POLL-17', {
  async scripted(script) {
    const { client, requests } = script([{ body: aBatch(aRunningTask('a'), aRunningTask('b')) }])
    await client.tasks.getMany(['a', 'b'])
    expect(requests[0]?.body).toMatchObject({ limit: 2 })
  },
  async through({ client, settle }) {
    const ids: string[] = []
    for (let count = 0; count < 20; count++) ids.push((await settle(client.submit(fox))).id)
    expect((await settle(client.tasks.getMany(ids))).size).toBe(20)
  },
  async simulator(lab) {
    const ids: string[] = []
    for (let count = 0; count < 20; count++) ids.push((await start(lab)).id)
    expect([(await list(lab, { ids })).length, (await list(lab, { ids, limit: 20 })).length]).toEqual([12, 20])
  },
})

requirement('FLUX-POLL-18', {
  async simulator({ post, simulator }) {
    const answer = await post('/flux/tasks', { action: 'retrieve_batch', ids: [] })
    expect([answer.status, answer.json()]).toEqual([200, { items: [], count: 0 }])
    expect((await post('/flux/tasks', { action: 'retrieve_batch', ids: [] }, 'sandbox-invalid')).status).toBe(401)
    expect(simulator.stats.charges).toBe(0)
  },
})

requirement('FLUX-POLL-19', {
  async simulator({ post, simulator }) {
    const body = { action: 'retrieve', id: nobody }
    expect([200, 404]).toContain((await post('/flux/tasks', body)).status)
    expect((await post('/flux/tasks', body, 'sandbox-invalid')).status).toBe(401)
    expect(simulator.stats.charges).toBe(0)
  },
})

requirement('FLUX-POLL-20', {
  async scripted(script) {
    const done = aRunningTask('task-1', {
      response: { success: true, data: [{ image_url: 'https://a.example/a.png' }] },
    })
    const { client, settle } = script([
      { body: anAcceptance() },
      ({ body }) => ({ body: 'ids' in (body as object) ? aBatch() : {} }),
      ({ body }) => ({ body: 'ids' in (body as object) ? aBatch(done) : done }),
      { body: aBatch(done) },
    ])
    expect((await settle(client.generate({ prompt: 'a red fox' }))).images).toHaveLength(1)
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'item-missing', times: 1 })
    expect((await settle(client.generate({ prompt: 'a red fox' }))).images).toHaveLength(1)
    expect(simulator.faults.list()).toEqual([])
  },
  async simulator(lab) {
    const { id } = await start(lab)
    lab.simulator.faults.add({ kind: 'item-missing', times: 1 })
    expect([await list(lab, { ids: [id] }), await list(lab, { ids: [id] })]).toEqual([[], [id]])
  },
})

requirement('FLUX-POLL-21', {
  async scripted(script) {
    const ids = { type: 'images', api_id: 'api-1', application_id: 'app-1', credential_id: 'cred-1', user_id: 'user-1' }
    const { client } = script([{ body: aRunningTask('a', ids) }])
    expect((await client.tasks.get('a')).raw).toMatchObject(ids)
  },
  async through({ client, settle }) {
    const { id } = await settle(client.submit(fox))
    const ids = { api_id: text, application_id: text, credential_id: text, user_id: text }
    expect((await settle(client.tasks.get(id))).raw).toMatchObject({ id, type: 'images', ...ids })
  },
  async simulator(lab) {
    const { post, wait } = lab
    const { task_id: id } = (await post('/flux/images', { ...fox, async: true })).json()
    await wait(1_000)
    const account = { api_id: text, application_id: text, credential_id: text, user_id: text }
    expect((await post('/flux/tasks', { action: 'retrieve', id })).json()).toEqual({
      id,
      type: 'images',
      ...account,
      trace_id: text,
      created_at: number,
      started_at: number,
      request: { ...fox, async: true },
    })
  },
})

/** Core asks for these tasks, and for nothing else. */
function calls(query: TaskQuery, sent: object): PeerChecks['scripted'] {
  return async (script) => {
    const { client, requests } = script([{ body: aBatch(aRunningTask('a')) }])
    expect((await client.tasks.list(query)).map(({ id }) => id)).toEqual(['a'])
    expect(requests[0]?.body).toEqual({ action: 'retrieve_batch', limit: 50, offset: 0, ...sent })
  }
}

/** Two tasks a minute apart, seen by core. */
async function twoTasks({ client, settle, wait }: Lab): Promise<readonly [TaskJson, TaskJson]> {
  const first = await settle(client.submit(fox))
  await wait(60_000)
  const second = await settle(client.submit(fox))
  const tasks = [await settle(client.tasks.get(first.id)), await settle(client.tasks.get(second.id))]
  return tasks.map(({ raw }) => raw) as unknown as [TaskJson, TaskJson]
}

async function listed({ client, settle }: Lab, query: TaskQuery): Promise<string[]> {
  return (await settle(client.tasks.list(query))).map(({ id }) => id).toSorted()
}

requirement('FLUX-POLL-22', {
  scripted: calls({ userId: 'user-1' }, { user_id: 'user-1' }),
  async through(lab) {
    const [first, second] = await twoTasks(lab)
    expect(await listed(lab, { userId: first.user_id })).toEqual([first.id, second.id].toSorted())
    expect(await listed(lab, { userId: nobody })).toEqual([])
  },
  async simulator(lab) {
    const tasks = [await start(lab), await start(lab)]
    const own = tasks.map(({ id }) => id).toSorted()
    expect(await list(lab, { user_id: tasks[0]?.user_id })).toEqual(own)
    expect(await list(lab, { user_id: nobody })).toEqual([])
  },
})

requirement('FLUX-POLL-23', {
  scripted: calls({ applicationId: 'app-1' }, { application_id: 'app-1' }),
  async through(lab) {
    const [first, second] = await twoTasks(lab)
    expect(await listed(lab, { applicationId: first.application_id })).toEqual([first.id, second.id].toSorted())
    expect(await listed(lab, { applicationId: nobody })).toEqual([])
  },
  async simulator(lab) {
    const [mine, other] = [await start(lab), await start(lab, 'another-token')]
    expect(await list(lab, { application_id: mine.application_id })).toEqual([mine.id])
    expect(await list(lab, { application_id: other.application_id })).toEqual([other.id])
  },
})

requirement('FLUX-POLL-24', {
  scripted: calls(
    { userId: 'user-1', createdAtMinMs: 1_736_304_000_000, createdAtMaxMs: 1_736_304_000_500 },
    { user_id: 'user-1', created_at_min: 1_736_304_000, created_at_max: 1_736_304_000.5 },
  ),
  async through(lab) {
    const [first, second] = await twoTasks(lab)
    const between = (first.created_at + second.created_at) * 500
    expect(await listed(lab, { userId: first.user_id, createdAtMaxMs: between })).toEqual([first.id])
    expect(await listed(lab, { userId: first.user_id, createdAtMinMs: between })).toEqual([second.id])
  },
  async simulator(lab) {
    const first = await start(lab)
    await lab.wait(60_000)
    const second = await start(lab)
    const { user_id } = first
    expect(await list(lab, { user_id, created_at_max: first.created_at + 1 })).toEqual([first.id])
    expect(await list(lab, { user_id, created_at_min: first.created_at + 1 })).toEqual([second.id])
  },
})

requirement('FLUX-POLL-25', {
  scripted: calls({ userId: 'user-1', type: 'images' }, { user_id: 'user-1', type: 'images' }),
  async through(lab) {
    const [{ user_id: userId }] = await twoTasks(lab)
    expect(await listed(lab, { userId, type: 'images' })).toHaveLength(2)
    expect(await listed(lab, { userId, type: 'videos' })).toEqual([])
  },
  async simulator(lab) {
    const { id, user_id } = await start(lab)
    expect(await list(lab, { user_id, type: 'images' })).toEqual([id])
    expect(await list(lab, { user_id, type: 'videos' })).toEqual([])
  },
})

requirement('FLUX-POLL-26', {
  scripted: calls({ userId: 'user-1', limit: 7, offset: 14 }, { user_id: 'user-1', limit: 7, offset: 14 }),
  async through(lab) {
    const [{ user_id: userId }] = await twoTasks(lab)
    for (let count = 2; count < 20; count++) await lab.settle(lab.client.submit(fox))
    expect(await listed(lab, { userId })).toHaveLength(20)
    expect(await listed(lab, { userId, limit: 15, offset: 15 })).toHaveLength(5)
  },
  async simulator(lab) {
    const { user_id } = await start(lab)
    for (let count = 1; count < 20; count++) {
      await lab.wait(10)
      await start(lab)
    }
    expect(await list(lab, { user_id })).toHaveLength(12)
    const pages = [await list(lab, { user_id, limit: 15 }), await list(lab, { user_id, limit: 15, offset: 15 })]
    expect(pages.map((page) => page.length)).toEqual([15, 5])
    expect(new Set(pages.flat()).size).toBe(20)
  },
})

requirement('FLUX-POLL-27', {
  async scripted(script) {
    const { client } = script([{ status: 400, body: anErrorAnswer('bad_request', 'ids is required') }])
    expect(await failure(client.tasks.list({ userId: 'user-1' }))).toMatchObject({ code: 'bad_request' })
  },
  async through({ client, settle }) {
    expect(await settle(failure(client.tasks.list({ userId: nobody })))).toMatchObject({ code: 'bad_request' })
  },
  async simulator({ post }) {
    const answer = await post('/flux/tasks', { action: 'retrieve_batch', user_id: nobody, limit: 10 })
    expect([answer.status, answer.json()['error']]).toMatchObject([400, { code: 'bad_request' }])
  },
})
