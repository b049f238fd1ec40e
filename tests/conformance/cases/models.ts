import type { LooseFluxRequest } from '@fluxkit/core'
import { anAcceptance } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import { type PeerChecks, requirement } from '../requirement.ts'
import { failure } from '../script.ts'

const fox = { action: 'generate', prompt: 'a red fox', size: '1024x1024' } as const
const imageUrl = 'https://cdn.acedata.cloud/7f849b80b9.png'
const unknownModel: string = 'flux-9'

/** Model and a size that its edition takes. */
type Choice = readonly [model: string, size: string]

const inReadme: readonly Choice[] = [
  ['flux-dev', '1024x768'],
  ['flux-pro', '1024x768'],
  ['flux-pro-1.1', '1024x768'],
  ['flux-pro-1.1-ultra', '16:9'],
  ['flux-kontext-pro', '4:5'],
  ['flux-kontext-max', '4:5'],
  ['flux-2-flex', '1024x768'],
  ['flux-2-pro', '2048x1536'],
  ['flux-2-max', '64x64'],
]
const inCurrent: readonly Choice[] = [
  ['flux-dev', '1792x1024'],
  ['flux-pro', '16:9'],
  ['flux-kontext-pro', '1:1'],
  ['flux-kontext-max', '9:21'],
  ['flux-2-flex', '16:9'],
  ['flux-2-pro', '1:1'],
  ['flux-2-max', '3:4'],
  ['flux-2-klein', '1:1'],
]

/** Every one of these models is accepted, with the id as it is. */
function accepts(choices: readonly Choice[], action: 'generate' | 'edit'): PeerChecks {
  const ids = choices.map(([model]) => model)
  const request = ([model, size]: Choice): LooseFluxRequest =>
    action === 'edit'
      ? { action, prompt: 'make it night', model, size, imageUrl }
      : { action, prompt: 'a red fox', model, size }
  return {
    async scripted(script) {
      const { client, requests } = script(choices.map(() => ({ body: anAcceptance() })))
      for (const choice of choices) await client.submit(request(choice))
      expect(requests.map(({ body }) => (body as { model: string }).model)).toEqual(ids)
    },
    async through({ client, settle, simulator }) {
      for (const choice of choices) await settle(client.submit(request(choice)))
      expect(simulator.tasks.map(({ model }) => model).toReversed()).toEqual(ids)
    },
    async simulator({ post, simulator }) {
      const link = action === 'edit' ? { image_url: imageUrl } : {}
      for (const [model, size] of choices) {
        const answer = await post('/flux/images', { action, prompt: 'a red fox', model, size, ...link, async: true })
        expect([model, answer.status]).toEqual([model, 200])
      }
      expect(simulator.tasks.map(({ model }) => model).toReversed()).toEqual(ids)
    },
  }
}

/** An edition does not know these models; the client, which cannot know the edition, sends them. */
function unknownThere(choices: readonly Choice[]): PeerChecks {
  return {
    async scripted(script) {
      const { client, requests } = script(choices.map(() => ({ body: anAcceptance() })))
      for (const [model, size] of choices) await client.submit({ action: 'generate', prompt: 'a red fox', model, size })
      expect(requests).toHaveLength(choices.length)
    },
    async through({ client, settle, simulator }) {
      for (const [model, size] of choices) {
        const refused = failure(client.submit({ action: 'generate', prompt: 'a red fox', model, size }))
        expect([model, await settle(refused)]).toMatchObject([model, { code: 'bad_request', charged: 'no' }])
      }
      expect(simulator.stats).toMatchObject({ submissions: choices.length, charges: 0 })
    },
    async simulator({ post }) {
      for (const [model, size] of choices) {
        const answer = await post('/flux/images', { action: 'generate', prompt: 'a red fox', model, size, async: true })
        expect([model, answer.status, answer.json()['error']]).toMatchObject([
          model,
          400,
          { code: 'bad_request', message: 'model is invalid.' },
        ])
      }
    },
  }
}

const kontext: readonly Choice[] = [
  ['flux-kontext-pro', '3:4'],
  ['flux-kontext-max', '5:4'],
]

requirement('FLUX-MODEL-01', accepts(inReadme, 'generate'))
requirement('FLUX-MODEL-02', accepts(kontext, 'edit'))
requirement('FLUX-MODEL-03', accepts(inCurrent, 'generate'))
requirement('FLUX-MODEL-06', accepts(inCurrent, 'edit'))
requirement(
  'FLUX-MODEL-07',
  unknownThere([
    ['flux-pro-1.1', '1024x1024'],
    ['flux-pro-1.1-ultra', '1:1'],
  ]),
)
requirement('FLUX-MODEL-08', unknownThere([['flux-2-klein', '1:1']]))

requirement('FLUX-MODEL-04', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance() }])
    await client.submit({ ...fox, model: 'flux-9', size: '77 furlongs', allowUnknownModel: true })
    expect(requests[0]?.body).toMatchObject({ model: 'flux-9', size: '77 furlongs' })
  },
  async through({ client, settle, simulator }) {
    const sent = client.submit({ ...fox, model: 'flux-9', size: '77 furlongs', unchecked: true })
    expect(await settle(failure(sent))).toMatchObject({ code: 'bad_request', charged: 'no' })
    expect(simulator.stats.submissions).toBe(1)
  },
})

requirement('FLUX-MODEL-05', {
  async scripted(script) {
    const { client, requests } = script([])
    const error = await failure(client.submit({ ...fox, model: unknownModel }))
    expect(error).toMatchObject({ code: 'invalid_request', issues: [{ field: 'model' }] })
    expect(requests).toEqual([])
  },
  async through({ client, simulator }) {
    expect((await failure(client.submit({ ...fox, model: unknownModel }))).code).toBe('invalid_request')
    expect(simulator.stats.requests).toBe(0)
  },
  async simulator({ post }) {
    const answer = await post('/flux/images', { ...fox, model: 'flux-9', async: true })
    expect([answer.status, answer.json()['error']]).toEqual([
      400,
      { code: 'bad_request', message: 'model is invalid.' },
    ])
  },
})

requirement('FLUX-MODEL-09', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance() }, { body: anAcceptance() }])
    await client.submit({ action: 'generate', prompt: 'a red fox' })
    await client.submit({ action: 'edit', prompt: 'make it night', imageUrl })
    expect(requests.map(({ body }) => (body as { model: string }).model)).toEqual(['flux-dev', 'flux-kontext-pro'])
  },
  async through({ client, settle, simulator }) {
    await settle(client.submit({ action: 'generate', prompt: 'a red fox' }))
    await settle(client.submit({ action: 'edit', prompt: 'make it night', imageUrl, size: '1:1' }))
    expect(simulator.tasks.map(({ model }) => model)).toEqual(['flux-kontext-pro', 'flux-dev'])
  },
})

requirement('FLUX-MODEL-10', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance() }])
    await client.submit(fox)
    expect(requests[0]?.body).toMatchObject({ model: 'flux-dev' })
  },
  async through({ client, settle, simulator }) {
    expect((await settle(client.submit(fox))).model).toBe('flux-dev')
    expect(simulator.tasks).toMatchObject([{ model: 'flux-dev' }])
  },
  async simulator({ post, simulator }) {
    await post('/flux/images', { ...fox, async: true })
    expect(simulator.tasks).toMatchObject([{ model: 'flux-dev' }])
  },
})
