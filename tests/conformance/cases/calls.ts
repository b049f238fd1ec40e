import { anAcceptance, anErrorAnswer, aRunningTask } from '@fluxkit/core/testing'
import { expect, vi } from 'vitest'
import { requirement } from '../requirement.ts'
import { failure } from '../script.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const

requirement('FLUX-CALL-01', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance() }])
    await client.submit(fox)
    expect(requests[0]?.url).toBe('https://api.acedata.cloud/flux/images')
  },
})

requirement('FLUX-CALL-02', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance() }, { body: aRunningTask() }])
    await client.submit(fox)
    await client.tasks.get('task-1')
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'POST'])
  },
  async through({ client, settle, requests, simulator }) {
    await settle(client.generate({ prompt: 'a red fox' }))
    expect(new Set(requests.map(({ method }) => method))).toEqual(new Set(['POST']))
    expect(simulator.stats.succeeded).toBe(1)
  },
  async simulator({ send }) {
    const authorization = 'Bearer api-token'
    for (const method of ['GET', 'PUT', 'DELETE']) {
      for (const path of ['/flux/images', '/flux/tasks']) {
        const answer = await send(path, { method, headers: { authorization } })
        expect([answer.status, answer.json()['error']]).toMatchObject([404, { code: 'no_api' }])
      }
    }
  },
})

requirement('FLUX-CALL-03', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance() }, { body: aRunningTask() }])
    await client.submit(fox)
    await client.tasks.get('task-1')
    expect(requests.map(({ headers }) => headers['content-type'])).toEqual(['application/json', 'application/json'])
    expect(requests[1]?.body).toEqual({ action: 'retrieve', id: 'task-1' })
  },
  async through({ client, settle, requests }) {
    await settle(client.submit(fox))
    expect(requests[0]?.headers['content-type']).toBe('application/json')
    expect(JSON.parse(String(requests[0]?.body))).toMatchObject({ prompt: 'a red fox' })
  },
  async simulator({ send }) {
    const headers = { authorization: 'Bearer api-token', 'content-type': 'application/json' }
    for (const body of ['prompt=a+red+fox', '{"action":', '[]', '"text"', 'null']) {
      const answer = await send('/flux/images', { method: 'POST', headers, body })
      expect([body, answer.status, answer.json()['error']]).toMatchObject([body, 400, { code: 'bad_request' }])
    }
  },
})

requirement('FLUX-CALL-04', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance() }])
    await client.submit(fox)
    expect(requests[0]?.headers['authorization']).toBe('Bearer api-token')
  },
  async through({ client, settle, requests }) {
    await settle(client.submit(fox))
    expect(requests[0]?.headers['authorization']).toBe('Bearer api-token')
  },
  async simulator({ send }) {
    const body = JSON.stringify({ ...fox, async: true })
    for (const authorization of ['', 'api-token', 'Basic api-token', 'Bearer', 'Bearer ']) {
      const answer = await send('/flux/images', { method: 'POST', headers: { authorization }, body })
      expect([authorization, answer.status, answer.json()['error']]).toMatchObject([
        authorization,
        400,
        { code: 'no_token' },
      ])
    }
  },
})

requirement('FLUX-CALL-05', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance() }])
    await client.submit(fox)
    expect(requests[0]?.headers['accept']).toBe('application/json')
  },
  async through({ client, settle, requests }) {
    await settle(client.submit(fox))
    expect(requests[0]?.headers['accept']).toBe('application/json')
  },
})

requirement('FLUX-CALL-06', {
  async scripted(script) {
    const { client, requests } = script([], { token: '' })
    expect((await failure(client.submit(fox))).advice).toContain('ACEDATACLOUD_API_TOKEN')
    expect(requests).toEqual([])
  },
  async through({ connect, settle }) {
    const refused = failure(connect({ token: 'sandbox-invalid' }).submit(fox))
    expect((await settle(refused)).message).toContain('ACEDATACLOUD_API_TOKEN')
  },
})

requirement('FLUX-CALL-07', {
  async scripted(script) {
    const { client } = script([{ status: 401, body: anErrorAnswer('invalid_token') }])
    const { message } = await failure(client.submit(fox))
    expect(message).toContain('https://platform.acedata.cloud/console/applications')
  },
  async through({ connect, settle }) {
    const refused = failure(connect({ token: 'sandbox-expired' }).submit(fox))
    expect((await settle(refused)).message).toContain('https://platform.acedata.cloud/console/applications')
  },
})

requirement('FLUX-CALL-08', {
  async scripted(script) {
    const { client } = script([{ status: 403, body: anErrorAnswer('used_up') }])
    const { message } = await failure(client.submit(fox))
    expect(message).toContain('https://platform.acedata.cloud/console/coin')
  },
  async through({ connect, settle }) {
    const refused = failure(connect({ token: 'sandbox-broke' }).submit(fox))
    expect((await settle(refused)).message).toContain('https://platform.acedata.cloud/console/coin')
  },
})

requirement('FLUX-CALL-09', {
  async through({ url, connect, settle }) {
    const elsewhere = connect({ baseUrl: `${url}/v2` })
    expect(await settle(failure(elsewhere.submit(fox)))).toMatchObject({ code: 'no_api', charged: 'no' })
  },
  async simulator({ post }) {
    for (const path of ['/flux', '/flux/images/', '/flux/image', '/v1/flux/images']) {
      const answer = await post(path, fox)
      expect([path, answer.status, answer.json()['error']]).toMatchObject([path, 404, { code: 'no_api' }])
    }
  },
})

requirement('FLUX-CALL-10', {
  async scripted(script) {
    vi.stubEnv('ACEDATACLOUD_API_BASE_URL', 'https://flux.example.com')
    const { client, requests } = script([{ body: anAcceptance() }])
    vi.unstubAllEnvs()
    await client.submit(fox)
    expect(requests[0]?.url).toBe('https://flux.example.com/flux/images')
  },
})

requirement('FLUX-CALL-11', {
  async scripted(script) {
    const { client } = script([{ body: anAcceptance() }, { status: 401, body: anErrorAnswer('token_mismatched') }])
    const { id } = await client.submit(fox)
    expect(await failure(client.tasks.get(id))).toMatchObject({ code: 'token_mismatched', retryable: false })
  },
  async through({ connect, settle, simulator }) {
    const client = connect({ token: 'sandbox-images-only' })
    const { id } = await settle(client.submit(fox))
    expect(await settle(failure(client.tasks.get(id)))).toMatchObject({ code: 'token_mismatched' })
    expect(simulator.stats).toMatchObject({ charges: 1, refunds: 0 })
  },
  async simulator({ post }) {
    const { task_id: id } = (await post('/flux/images', { ...fox, async: true }, 'sandbox-images-only')).json()
    const polled = await post('/flux/tasks', { action: 'retrieve', id }, 'sandbox-images-only')
    expect([polled.status, polled.json()['error']]).toMatchObject([401, { code: 'token_mismatched' }])
    expect((await post('/flux/images', { ...fox, async: true }, 'sandbox-tasks-only')).status).toBe(401)
  },
})
