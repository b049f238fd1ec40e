import { anAcceptance, anErrorAnswer, type ScriptStep } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import { requirement } from '../requirement.ts'
import { failure } from '../script.ts'

const fox = { action: 'generate', prompt: 'a red fox', model: 'flux-2-pro' } as const
const refused: ScriptStep = { status: 400, body: anErrorAnswer('bad_request', 'size is invalid.') }
const accepted: ScriptStep = { body: anAcceptance() }

requirement('FLUX-REFUSED-01', {
  async scripted(script) {
    const { client, requests, settle } = script([refused, accepted])
    const { size } = await settle(client.submit(fox))
    expect(size).toMatchObject({ sent: '1024x1024', insteadOf: '1:1' })
    expect(requests.map(({ body }) => (body as { size: string }).size)).toEqual(['1:1', '1024x1024'])
  },
  async through({ client, settle, simulator }) {
    expect((await settle(client.generate({ prompt: 'a red fox', model: 'flux-2-pro' }))).images).toHaveLength(1)
    expect(simulator.tasks).toMatchObject([{ size: '1024x1024' }])
    expect(simulator.stats).toMatchObject({ submissions: 2, charges: 1 })
  },
})

requirement('FLUX-REFUSED-02', {
  async scripted(script) {
    const { client, settle } = script([refused, accepted])
    const { size } = await settle(client.submit({ ...fox, size: '1376x768' }))
    expect(size).toMatchObject({ sent: '16:9', insteadOf: '1376x768', chosenBy: 'caller' })
  },
  async through({ client, settle, simulator }) {
    await settle(client.submit({ ...fox, size: '1376x768' }))
    expect(simulator.tasks).toMatchObject([{ size: '16:9' }])
    expect(simulator.stats).toMatchObject({ submissions: 2, charges: 1 })
  },
})

requirement('FLUX-REFUSED-03', {
  async scripted(script) {
    const { client, requests, settle } = script([refused])
    const error = await settle(failure(client.submit({ ...fox, size: '1024x512' })))
    expect([error.code, error.charged, error.advice]).toEqual(['bad_request', 'no', expect.stringContaining('21:9')])
    expect(requests).toHaveLength(1)
  },
  async through({ client, settle, simulator }) {
    const error = await settle(failure(client.submit({ ...fox, size: '1024x512' })))
    expect([error.code, error.charged, error.advice]).toEqual(['bad_request', 'no', expect.stringContaining('21:9')])
    expect(simulator.stats).toMatchObject({ submissions: 1, charges: 0 })
  },
})

requirement('FLUX-REFUSED-04', {
  async scripted(script) {
    const { client, requests, settle } = script([refused, accepted, accepted])
    await settle(client.submit(fox))
    await settle(client.submit(fox))
    const sizes = requests.map(({ body }) => (body as { size: string }).size)
    expect(sizes).toEqual(['1:1', '1024x1024', '1024x1024'])
  },
  async through({ client, settle, simulator }) {
    await settle(client.submit(fox))
    await settle(client.submit(fox))
    expect(simulator.stats).toMatchObject({ submissions: 3, charges: 2 })
  },
})

requirement('FLUX-REFUSED-05', {
  async scripted(script) {
    const { client, requests, settle } = script([refused], { repeatRefusedSize: false })
    expect(await settle(failure(client.submit(fox)))).toMatchObject({ code: 'bad_request', charged: 'no' })
    expect(requests).toHaveLength(1)
  },
  async through({ connect, settle, simulator }) {
    const client = connect({ repeatRefusedSize: false })
    expect(await settle(failure(client.submit(fox)))).toMatchObject({ code: 'bad_request', charged: 'no' })
    expect(simulator.stats).toMatchObject({ submissions: 1, charges: 0 })
  },
})
