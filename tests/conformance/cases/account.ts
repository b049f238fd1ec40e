import { expect } from 'vitest'
import { type RawLab, requirement } from '../requirement.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const

async function read({ send }: RawLab, path: string, token = 'platform-token'): Promise<Record<string, unknown>> {
  return (await send(path, { headers: { authorization: `Bearer ${token}` } })).json()
}

function usageOf(lab: RawLab, traceId: unknown): Promise<Record<string, unknown>> {
  return read(lab, `/api/v1/usage/apis/?trace_id=${String(traceId)}`)
}

requirement('FLUX-ACCOUNT-01', {
  async simulator(lab) {
    const { trace_id } = (await lab.post('/flux/images', fox)).json()
    expect(await usageOf(lab, trace_id)).toMatchObject({
      items: [{ trace_id, status_code: 200, deducted_amount: 0.216 }],
    })
  },
})

requirement('FLUX-ACCOUNT-02', {
  async simulator(lab) {
    const { trace_id } = (await lab.post('/flux/images', { ...fox, model: 'flux-9' })).json()
    expect(await usageOf(lab, trace_id)).toMatchObject({ items: [{ trace_id, status_code: 400, deducted_amount: 0 }] })
  },
})

requirement('FLUX-ACCOUNT-03', {
  async simulator(lab) {
    lab.simulator.faults.add({ kind: 'task-fails' })
    const { trace_id } = (await lab.post('/flux/images', fox)).json()
    expect(await usageOf(lab, trace_id)).toMatchObject({ items: [{ trace_id, deducted_amount: 0 }] })
  },
})

requirement('FLUX-ACCOUNT-04', {
  async simulator(lab) {
    await lab.post('/flux/images', fox)
    const { items } = await read(lab, '/api/v1/applications/')
    expect(items).toMatchObject([{ remaining_amount: lab.simulator.balanceOf('api-token') }])
  },
})

requirement('FLUX-ACCOUNT-05', {
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
