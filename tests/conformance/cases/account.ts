import { expect } from 'vitest'
import { type RawLab, requirement } from '../requirement.ts'
import { failure } from '../script.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const

async function read({ send }: RawLab, path: string, token = 'platform-token'): Promise<Record<string, unknown>> {
  return (await send(path, { headers: { authorization: `Bearer ${token}` } })).json()
}

function usageOf(lab: RawLab, traceId: unknown): Promise<Record<string, unknown>> {
  return read(lab, `/api/v1/usage/apis/?trace_id=${String(traceId)}`)
}

requirement('FLUX-ACCOUNT-01', {
  async scripted(script) {
    const row = { trace_id: 'trace-1', status_code: 200, deducted_amount: 0.216 }
    const { client, requests } = script([{ body: { count: 1, items: [row] } }])
    expect(await client.account.usage('trace-1')).toEqual({ charged: 'yes', credits: 0.216, statusCode: 200 })
    expect(requests[0]?.url).toBe('https://platform.acedata.cloud/api/v1/usage/apis/?trace_id=trace-1')
  },
  async through({ client, settle }) {
    const { traceId = '' } = await settle(client.generate({ prompt: 'a red fox' }))
    expect(await settle(client.account.usage(traceId))).toMatchObject({ charged: 'yes', credits: 0.216 })
  },
  async simulator(lab) {
    const { trace_id } = (await lab.post('/flux/images', fox)).json()
    expect(await usageOf(lab, trace_id)).toMatchObject({
      items: [{ trace_id, status_code: 200, deducted_amount: 0.216 }],
    })
  },
})

requirement('FLUX-ACCOUNT-02', {
  async scripted(script) {
    const row = { trace_id: 'trace-1', status_code: 400, deducted_amount: 0 }
    const { client } = script([{ body: { count: 1, items: [row] } }])
    expect(await client.account.usage('trace-1')).toMatchObject({ charged: 'no', credits: 0 })
  },
  async through({ client, settle }) {
    const refused = failure(client.submit({ ...fox, size: '77 furlongs', unchecked: true }))
    const { traceId = '' } = await settle(refused)
    expect(await settle(client.account.usage(traceId))).toMatchObject({ charged: 'no', statusCode: 400 })
  },
  async simulator(lab) {
    const { trace_id } = (await lab.post('/flux/images', { ...fox, model: 'flux-9' })).json()
    expect(await usageOf(lab, trace_id)).toMatchObject({ items: [{ trace_id, status_code: 400, deducted_amount: 0 }] })
  },
})

requirement('FLUX-ACCOUNT-03', {
  async scripted(script) {
    const row = { trace_id: 'trace-1', status_code: 500, deducted_amount: 0 }
    const { client } = script([{ body: { count: 1, items: [row] } }])
    expect(await client.account.usage('trace-1')).toMatchObject({ charged: 'no', statusCode: 500 })
  },
  async through({ client, settle, simulator }) {
    simulator.faults.add({ kind: 'task-fails' })
    const { traceId = '' } = await settle(failure(client.generate({ prompt: 'a red fox' })))
    expect(await settle(client.account.usage(traceId))).toMatchObject({ charged: 'no', credits: 0 })
  },
  async simulator(lab) {
    lab.simulator.faults.add({ kind: 'task-fails' })
    const { trace_id } = (await lab.post('/flux/images', fox)).json()
    expect(await usageOf(lab, trace_id)).toMatchObject({ items: [{ trace_id, deducted_amount: 0 }] })
  },
})

requirement('FLUX-ACCOUNT-04', {
  async scripted(script) {
    const { client, requests } = script([{ body: { count: 1, items: [{ id: 'app-1', remaining_amount: 9.784 }] } }])
    expect(await client.account.balance()).toMatchObject({ credits: 9.784, applications: [{ id: 'app-1' }] })
    expect(requests[0]?.url).toBe('https://platform.acedata.cloud/api/v1/applications/')
  },
  async through({ client, settle, simulator }) {
    await settle(client.generate({ prompt: 'a red fox' }))
    const { credits } = await settle(client.account.balance())
    expect(credits).toBe(simulator.balanceOf('api-token'))
  },
  async simulator(lab) {
    await lab.post('/flux/images', fox)
    const { items } = await read(lab, '/api/v1/applications/')
    expect(items).toMatchObject([{ remaining_amount: lab.simulator.balanceOf('api-token') }])
  },
})

requirement('FLUX-ACCOUNT-05', {
  async scripted(script) {
    const answer = { body: { count: 0, items: [] } }
    const { client, requests } = script([answer, answer])
    await client.account.balance()
    await client.account.usage('trace-1')
    const tokens = requests.map(({ headers }) => headers['authorization'])
    expect(tokens).toEqual(['Bearer platform-token', 'Bearer platform-token'])
  },
  async through({ connect, settle }) {
    const { account } = connect({ platformToken: 'api-token' })
    expect(await settle(failure(account.balance()))).toMatchObject({ code: 'token_mismatched' })
    expect(await settle(failure(account.usage('trace-1')))).toMatchObject({ code: 'token_mismatched' })
  },
  async simulator(lab) {
    for (const path of ['/api/v1/usage/apis/', '/api/v1/applications/']) {
      expect(await read(lab, path, 'api-token')).toMatchObject({ error: { code: 'token_mismatched' } })
    }
  },
})

requirement('FLUX-ACCOUNT-06', {
  async simulator({ post, wait, clock }) {
    await wait(61_000)
    const answer = await post('/flux/images', { ...fox, async: true })
    expect(Date.parse(answer.headers.get('date') ?? '')).toBe(Math.floor(clock.now() / 1_000) * 1_000)
  },
})

requirement('FLUX-ACCOUNT-07', {
  async scripted(script) {
    const { client } = script([{ body: { count: 0, items: [] } }])
    expect(await client.account.usage('trace-1')).toEqual({ charged: 'unknown' })
  },
  async through({ client, settle }) {
    expect(await settle(client.account.usage('trace-of-another'))).toEqual({ charged: 'unknown' })
  },
})
