import type { FluxRequest } from '@fluxkit/core'
import { anAcceptance } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import type { Lab } from '../../support/lab.ts'
import { type RawLab, requirement } from '../requirement.ts'
import { failure, type Script } from '../script.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const
const night = { action: 'edit', prompt: 'make it night', model: 'flux-kontext-pro', size: '1:1' } as const
const imageUrl = 'https://cdn.acedata.cloud/7f849b80b9.png'

/** Core refuses before anything is sent. */
async function refusedUnsent(script: Script, request: object, field: string): Promise<void> {
  const { client, requests } = script([])
  const error = await failure(client.submit(request as FluxRequest))
  expect(error).toMatchObject({ code: 'invalid_request', charged: 'no', issues: [{ field }] })
  expect(requests).toEqual([])
}

/** The same, with a simulator that would have counted it. */
async function refusedBefore({ client, simulator }: Lab, request: object, field: string): Promise<void> {
  const error = await failure(client.submit(request as FluxRequest))
  expect(error).toMatchObject({ code: 'invalid_request', issues: [{ field }] })
  expect(simulator.stats.requests).toBe(0)
}

async function refusedBy({ post }: Pick<RawLab, 'post'>, body: object, message: RegExp): Promise<void> {
  const answer = await post('/flux/images', { async: true, ...body })
  expect([body, answer.status, answer.json()]).toMatchObject([
    body,
    400,
    { success: false, error: { code: 'bad_request', message: expect.stringMatching(message) as string } },
  ])
}

requirement('FLUX-SUBMIT-01', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance() }])
    await client.submit(fox)
    expect(requests.map(({ url }) => new URL(url).pathname)).toEqual(['/flux/images'])
  },
  async through({ client, settle, simulator }) {
    await settle(client.submit(fox))
    expect(simulator.tasks).toMatchObject([{ prompt: 'a red fox' }])
  },
  async simulator({ post, simulator }) {
    expect((await post('/flux/images', { ...fox, async: true })).status).toBe(200)
    expect(simulator.tasks).toMatchObject([{ prompt: 'a red fox' }])
  },
})

requirement('FLUX-SUBMIT-02', {
  async scripted(script) {
    await refusedUnsent(script, { prompt: 'a red fox' }, 'action')
    await refusedUnsent(script, { action: 'imagine', prompt: 'a red fox' }, 'action')
    const { client, requests } = script([{ body: anAcceptance() }, { body: anAcceptance() }])
    await client.submit(fox)
    await client.submit({ ...night, imageUrl })
    expect(requests.map(({ body }) => (body as { action: string }).action)).toEqual(['generate', 'edit'])
  },
  through: (lab) => refusedBefore(lab, { action: 'imagine', prompt: 'a red fox' }, 'action'),
  async simulator(lab) {
    await refusedBy(lab, { prompt: 'a red fox' }, /^action is required/)
    await refusedBy(lab, { action: 'imagine', prompt: 'a red fox' }, /^action is invalid/)
  },
})

requirement('FLUX-SUBMIT-03', {
  async scripted(script) {
    for (const prompt of [undefined, '', ' ', 7]) {
      await refusedUnsent(script, { action: 'generate', prompt }, 'prompt')
    }
  },
  through: (lab) => refusedBefore(lab, { action: 'generate' }, 'prompt'),
  async simulator(lab) {
    await refusedBy(lab, { action: 'generate' }, /^prompt is required/)
    await refusedBy(lab, { action: 'generate', prompt: 7 }, /^prompt is invalid/)
  },
})

requirement('FLUX-SUBMIT-04', {
  async scripted(script) {
    await refusedUnsent(script, { action: 'edit', model: 'flux-kontext-pro', imageUrl }, 'prompt')
  },
  through: (lab) => refusedBefore(lab, { action: 'edit', model: 'flux-kontext-pro', imageUrl }, 'prompt'),
  simulator: (lab) => refusedBy(lab, { action: 'edit', model: 'flux-kontext-pro', image_url: imageUrl }, /^prompt is/),
})

const unableToEdit = ['flux-dev', 'flux-pro-1.1', 'flux-pro-1.1-ultra', 'flux-2-flex', 'flux-2-pro', 'flux-2-max']

const unableInBothEditions = ['flux-pro-1.1', 'flux-pro-1.1-ultra']

requirement('FLUX-SUBMIT-06', {
  async scripted(script) {
    for (const model of unableInBothEditions) await refusedUnsent(script, { ...night, model, imageUrl }, 'model')
  },
  async through(lab) {
    for (const model of unableInBothEditions) await refusedBefore(lab, { ...night, model, imageUrl }, 'model')
  },
  async simulator(lab) {
    for (const model of unableToEdit) {
      await refusedBy(lab, { ...night, model, image_url: imageUrl }, /^model is invalid/)
    }
  },
})

requirement('FLUX-SUBMIT-07', {
  async scripted(script) {
    for (const count of [0, -1, 1.5, '2', Number.NaN]) await refusedUnsent(script, { ...fox, count }, 'count')
    const { client, requests } = script([{ body: anAcceptance() }])
    await client.submit({ ...fox, count: 3 })
    expect(requests[0]?.body).toMatchObject({ count: 3 })
  },
  async through(lab) {
    await refusedBefore(lab, { ...fox, count: 0 }, 'count')
    expect((await lab.settle(lab.client.generate({ prompt: 'a red fox', count: 3 }))).images).toHaveLength(3)
  },
  async simulator(lab) {
    for (const count of [0, -1, 1.5, '2']) await refusedBy(lab, { ...fox, count }, /^count is invalid/)
    expect((await lab.post('/flux/images', { ...fox, count: 3 })).json()['data']).toHaveLength(3)
  },
})

requirement('FLUX-SUBMIT-08', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance() }])
    await client.submit(fox)
    expect(requests[0]?.body).toMatchObject({ count: 1 })
  },
  async through({ client, settle }) {
    expect((await settle(client.generate({ prompt: 'a red fox' }))).images).toHaveLength(1)
  },
  async simulator({ post }) {
    expect((await post('/flux/images', fox)).json()['data']).toHaveLength(1)
  },
})

requirement('FLUX-SUBMIT-09', {
  async scripted(script) {
    await refusedUnsent(script, { ...night, imageUrl, count: 2 }, 'count')
    const { client, requests } = script([{ body: anAcceptance() }])
    await client.submit({ ...night, imageUrl, count: 1 })
    expect(requests[0]?.body).not.toHaveProperty('count')
  },
  through: (lab) => refusedBefore(lab, { ...night, imageUrl, count: 2 }, 'count'),
  async simulator(lab) {
    for (const count of [1, 2]) await refusedBy(lab, { ...night, image_url: imageUrl, count }, /^count is invalid/)
  },
})

requirement('FLUX-SUBMIT-10', {
  scripted: (script) => refusedUnsent(script, night, 'imageUrl'),
  through: (lab) => refusedBefore(lab, night, 'imageUrl'),
  simulator: (lab) => refusedBy(lab, night, /^image_url is required/),
})

const noLinks = ['cat.png', '/cat.png', 'file:///etc/passwd', 'ftp://example.com/cat.png', 'https://']

requirement('FLUX-SUBMIT-11', {
  async scripted(script) {
    for (const link of noLinks) await refusedUnsent(script, { ...night, imageUrl: link }, 'imageUrl')
  },
  async through(lab) {
    for (const link of noLinks) await refusedBefore(lab, { ...night, imageUrl: link }, 'imageUrl')
  },
  async simulator(lab) {
    for (const link of noLinks) await refusedBy(lab, { ...night, image_url: link }, /^image_url is invalid/)
  },
})

requirement('FLUX-SUBMIT-12', {
  async through({ client, settle, url, simulator }) {
    const error = await settle(failure(client.edit({ ...night, imageUrl: `${url}/` })))
    expect(error.code).toBe('task_failed')
    expect(simulator.stats).toMatchObject({ submissions: 1, refunds: 1 })
  },
  async simulator({ post, url, simulator }) {
    const answer = await post('/flux/images', { ...night, image_url: `${url}/` })
    expect(answer.json()).toMatchObject({ success: false, error: { code: expect.any(String) as string } })
    expect(simulator.tasks).toMatchObject([{ state: 'failed' }])
  },
})

requirement('FLUX-SUBMIT-18', {
  async scripted(script) {
    for (const size of ['big', '1024', '1024x', '1024x1024x3', '0x0', '-64x64', '16:', ':9', '1e3x1e3']) {
      await refusedUnsent(script, { ...fox, size }, 'size')
    }
    const { client, requests } = script([{ body: anAcceptance() }, { body: anAcceptance() }])
    await client.submit({ ...fox, size: '1024x768' })
    await client.submit({ ...fox, model: 'flux-kontext-max', size: '16:9' })
    expect(requests.map(({ body }) => (body as { size: string }).size)).toEqual(['1024x768', '16:9'])
  },
  async through(lab) {
    await refusedBefore(lab, { ...fox, size: 'big' }, 'size')
    await lab.settle(lab.client.submit(fox))
    await lab.settle(lab.client.submit({ ...fox, model: 'flux-kontext-max', size: '16:9' }))
    expect(lab.simulator.tasks).toMatchObject([{ size: '16:9' }, { size: '1024x1024' }])
  },
  async simulator(lab) {
    for (const size of ['big', '1024', '1024x', '1024x1024x3', '0x0', '-64x64', '16:', ':9', 1024]) {
      await refusedBy(lab, { ...fox, size }, /^size is invalid/)
    }
  },
})

requirement('FLUX-SUBMIT-19', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance() }])
    await client.submit({ ...night, imageUrl, size: '3:4', callbackUrl: 'https://bot.example.com/done' })
    expect(requests[0]?.body).toEqual({
      action: 'edit',
      prompt: 'make it night',
      model: 'flux-kontext-pro',
      size: '3:4',
      image_url: imageUrl,
      callback_url: 'https://bot.example.com/done',
      async: true,
    })
  },
  async through({ client, settle, simulator }) {
    await settle(client.submit({ ...night, imageUrl, size: '3:4' }))
    expect(simulator.tasks).toMatchObject([
      { action: 'edit', prompt: 'make it night', model: 'flux-kontext-pro', size: '3:4' },
    ])
  },
})

requirement('FLUX-SUBMIT-20', {
  async scripted(script) {
    for (const link of noLinks) await refusedUnsent(script, { ...fox, callbackUrl: link }, 'callbackUrl')
  },
  async through(lab) {
    for (const link of noLinks) await refusedBefore(lab, { ...fox, callbackUrl: link }, 'callbackUrl')
  },
  async simulator(lab) {
    for (const link of noLinks) await refusedBy(lab, { ...fox, callback_url: link }, /^callback_url is invalid/)
  },
})

requirement('FLUX-SUBMIT-21', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance() }])
    await client.submit({ ...fox, extra: { seed: 7, style: { name: 'ink' } } })
    expect(requests[0]?.body).toMatchObject({ seed: 7, style: { name: 'ink' } })
  },
  async through({ client, settle }) {
    const { id } = await settle(client.submit({ ...fox, extra: { seed: 7 } }))
    expect((await settle(client.tasks.get(id))).raw['request']).toMatchObject({ seed: 7 })
  },
  async simulator({ post }) {
    expect((await post('/flux/images', { ...fox, seed: 7, style: {}, async: true })).status).toBe(200)
  },
})

requirement('FLUX-SUBMIT-22', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance() }])
    await client.submit({ ...night, imageUrl, count: 1 })
    expect(requests).toHaveLength(1)
  },
  async through({ client, settle, simulator }) {
    await settle(client.submit({ ...night, imageUrl, count: 1 }))
    expect(simulator.tasks).toMatchObject([{ action: 'edit' }])
  },
  async simulator({ post }) {
    const answer = await post('/flux/images', { ...night, image_url: imageUrl, count: 1, async: true })
    expect(answer.status).toBe(200)
  },
})
