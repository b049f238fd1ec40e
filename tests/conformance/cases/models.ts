import { checkRequest, type LooseFluxRequest } from '@fluxkit/core'
import { anAcceptance } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import { type Judges, requirement } from '../requirement.ts'
import { failure } from '../script.ts'

const fox = { action: 'generate', prompt: 'a red fox' } as const
const firstGeneration = ['flux-dev', 'flux-pro-1.1', 'flux-pro-1.1-ultra', 'flux-kontext-pro', 'flux-kontext-max']
const unknownModel: string = 'flux-9'
const eight = [...firstGeneration, 'flux-2-flex', 'flux-2-pro', 'flux-2-max']
const ratios = ['1:1', '16:9', '21:9', '3:2', '2:3', '4:5', '5:4', '3:4', '4:3', '9:16', '9:21']

/** Every one of these models is accepted, with the id as it is. */
function accepts(models: readonly string[], more: Record<string, unknown> = {}): Judges {
  const request = (model: string): LooseFluxRequest => ({ ...fox, ...more, model })
  return {
    async scripted(script) {
      const { client, requests } = script(models.map(() => ({ body: anAcceptance() })))
      for (const model of models) await client.submit(request(model))
      expect(requests.map(({ body }) => (body as { model: string }).model)).toEqual(models)
    },
    async through({ client, settle, simulator }) {
      for (const model of models) await settle(client.submit(request(model)))
      expect(simulator.tasks.map(({ model }) => model).toReversed()).toEqual(models)
    },
    async simulator({ post, simulator }) {
      const { imageUrl, ...fields } = more
      const link = imageUrl === undefined ? {} : { image_url: imageUrl }
      for (const model of models) {
        expect((await post('/flux/images', { ...fox, ...fields, ...link, model, async: true })).status).toBe(200)
      }
      expect(simulator.tasks.map(({ model }) => model).toReversed()).toEqual(models)
    },
  }
}

requirement('FLUX-MODEL-01', accepts(eight))
requirement(
  'FLUX-MODEL-02',
  accepts(['flux-kontext-pro', 'flux-kontext-max'], {
    action: 'edit',
    imageUrl: 'https://cdn.acedata.cloud/7f849b80b9.png',
  }),
)
requirement('FLUX-MODEL-03', accepts(['flux-pro', 'flux-2-klein']))

requirement('FLUX-MODEL-04', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance() }])
    await client.submit({ ...fox, model: 'flux-9', size: '77 furlongs', allowUnknownModel: true })
    expect(requests[0]?.body).toMatchObject({ model: 'flux-9', size: '77 furlongs' })
  },
  async through({ client, settle, simulator }) {
    const asked = client.submit({ ...fox, model: 'flux-9', size: '77 furlongs', allowUnknownModel: true })
    expect(await settle(failure(asked))).toMatchObject({ code: 'bad_request', charged: 'no' })
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

/**
 * What a model takes in the edition of the line and what it does not, as each peer sees it.
 * @param elsewhere sizes that only the other edition takes: core, which accepts what either does, sends them
 */
function sizes(
  model: string,
  accepted: readonly string[],
  refused: readonly string[],
  elsewhere: readonly string[] = [],
): Judges {
  const expected = [...accepted.map((size) => [size, true]), ...[...refused, ...elsewhere].map((size) => [size, false])]
  const all = [...accepted, ...refused]
  return {
    scripted() {
      const seen = [...all, ...elsewhere].map((size) => [size, checkRequest({ ...fox, model, size }).length === 0])
      expect(seen).toEqual(expected.map(([size, ok]) => [size, ok === true || elsewhere.includes(String(size))]))
    },
    async through({ client, settle, simulator }) {
      for (const size of all) {
        await settle(client.submit({ ...fox, model, size }).catch(() => undefined))
      }
      expect(simulator.tasks.map(({ size }) => size).toReversed()).toEqual(accepted)
      expect(simulator.stats.submissions).toBe(accepted.length)
    },
    async simulator({ post }) {
      const seen = []
      for (const size of [...all, ...elsewhere]) {
        const { status } = await post('/flux/images', { ...fox, model, size, async: true })
        seen.push([size, status === 200])
      }
      expect(seen).toEqual(expected)
    },
  }
}

const classic = [
  ['256x256', '1440x1440', '1024x768', '288x1440'],
  ['224x256', '256x1472', '1000x1000', '1025x1024', '4:5', '16:10'],
  ['16:9', '1:1'],
] as const
const secondGeneration = [
  ['64x64', '1024x1024', '2048x1536', '4096x64'],
  ['32x64', '64x48', '1000x1000', '4:5', '16:10'],
  ['16:9', '1:1'],
] as const
const ratiosOnly = [ratios, ['1024x1024', '256x256', '2:1', '16:10', '32:18']] as const

requirement('FLUX-SIZE-01', sizes('flux-dev', ...classic))
requirement('FLUX-SIZE-02', sizes('flux-pro-1.1', ...classic))
requirement('FLUX-SIZE-03', sizes('flux-pro-1.1-ultra', ...ratiosOnly))
requirement('FLUX-SIZE-04', sizes('flux-kontext-pro', ...ratiosOnly))
requirement('FLUX-SIZE-05', sizes('flux-kontext-max', ...ratiosOnly))
requirement('FLUX-SIZE-06', sizes('flux-2-flex', ...secondGeneration))
requirement('FLUX-SIZE-07', sizes('flux-2-pro', ...secondGeneration))
requirement('FLUX-SIZE-08', sizes('flux-2-max', ...secondGeneration))
requirement('FLUX-SIZE-09', sizes('flux-pro', ...classic))
requirement('FLUX-SIZE-11', sizes('flux-dev', ['1024x1024'], ['1024x1000', '1000x1024', '1024x2048', '128x1024']))
requirement('FLUX-SIZE-12', sizes('flux-kontext-max', ratios, ['9:17', '1:2', '4:1']))
requirement('FLUX-SIZE-13', {
  scripted() {
    expect(checkRequest({ ...fox, model: 'flux-2-max', size: '32768x8192' })).toEqual([])
  },
})
