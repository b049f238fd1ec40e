import { checkRequest, type LooseFluxRequest } from '@fluxkit/core'
import { anAcceptance } from '@fluxkit/core/testing'
import { expect } from 'vitest'
import { type PeerChecks, requirement } from '../requirement.ts'
import { failure } from '../script.ts'

const fox = { action: 'generate', prompt: 'a red fox' } as const
const imageUrl = 'https://cdn.acedata.cloud/7f849b80b9.png'
const readmeRatios = ['1:1', '16:9', '21:9', '3:2', '2:3', '4:5', '5:4', '3:4', '4:3', '9:16', '9:21']
const currentRatios = ['21:9', '16:9', '4:3', '3:2', '1:1', '2:3', '3:4', '9:16', '9:21']

/** What the edition of a line says of sizes. */
interface Sizes {
  readonly accepted: readonly string[]
  /** By both editions, so the client refuses them as well. */
  readonly refused: readonly string[]
  /** Taken by the other edition only: the client sends them, the service refuses. */
  readonly elsewhere?: readonly string[]
}

function sizes(model: string, { accepted, refused, elsewhere = [] }: Sizes): PeerChecks {
  return {
    scripted() {
      const seen = [...accepted, ...elsewhere, ...refused].map((size) => [
        size,
        checkRequest({ ...fox, model, size }).length === 0,
      ])
      expect(seen).toEqual([
        ...[...accepted, ...elsewhere].map((size) => [size, true]),
        ...refused.map((size) => [size, false]),
      ])
    },
    async through({ client, settle, simulator }) {
      for (const size of [...accepted, ...refused]) {
        await settle(client.submit({ ...fox, model, size }).catch(() => undefined))
      }
      expect(simulator.tasks.map(({ size }) => size).toReversed()).toEqual(accepted)
      expect(simulator.stats.submissions).toBe(accepted.length)
    },
    async simulator({ post }) {
      const seen = []
      for (const size of [...accepted, ...refused, ...elsewhere]) {
        const answer = await post('/flux/images', { ...fox, model, size, async: true })
        seen.push([size, answer.status, (answer.json()['error'] as { message?: string } | undefined)?.message])
      }
      expect(seen).toEqual([
        ...accepted.map((size) => [size, 200, undefined]),
        ...[...refused, ...elsewhere].map((size) => [size, 400, 'size is invalid.']),
      ])
    },
  }
}

const classic: Sizes = {
  accepted: ['256x256', '1440x1440', '1024x768', '288x1440'],
  refused: ['224x256', '256x1472', '1000x1000', '1025x1024', '4:5', '16:10'],
  elsewhere: ['16:9', '1:1'],
}
const secondGeneration: Sizes = {
  accepted: ['64x64', '1024x1024', '2048x1536', '4096x64'],
  refused: ['32x64', '64x48', '1000x1000', '4:5', '16:10'],
  elsewhere: ['16:9', '1:1'],
}
const noRatios = ['1024x1024', '256x256', '2:1', '16:10', '32:18']
const ratiosOnly: Sizes = { accepted: readmeRatios, refused: noRatios }

requirement('FLUX-SIZE-01', sizes('flux-dev', classic))
requirement('FLUX-SIZE-02', sizes('flux-pro-1.1', classic))
requirement('FLUX-SIZE-03', sizes('flux-pro-1.1-ultra', ratiosOnly))
requirement('FLUX-SIZE-04', sizes('flux-kontext-pro', ratiosOnly))
requirement('FLUX-SIZE-05', sizes('flux-kontext-max', ratiosOnly))
requirement('FLUX-SIZE-06', sizes('flux-2-flex', secondGeneration))
requirement('FLUX-SIZE-07', sizes('flux-2-pro', secondGeneration))
requirement('FLUX-SIZE-08', sizes('flux-2-max', secondGeneration))
requirement('FLUX-SIZE-09', sizes('flux-pro', classic))
requirement(
  'FLUX-SIZE-11',
  sizes('flux-dev', { accepted: ['1024x1024'], refused: ['1024x1000', '1000x1024', '1024x2048', '128x1024'] }),
)
requirement('FLUX-SIZE-12', sizes('flux-kontext-max', { accepted: readmeRatios, refused: ['9:17', '1:2', '4:1'] }))
requirement('FLUX-SIZE-13', {
  scripted() {
    expect(checkRequest({ ...fox, model: 'flux-2-max', size: '32768x8192' })).toEqual([])
  },
})

const modelsOf = {
  readme: [
    'flux-dev',
    'flux-pro',
    'flux-pro-1.1',
    'flux-pro-1.1-ultra',
    'flux-kontext-pro',
    'flux-2-flex',
    'flux-2-max',
  ],
  current: [
    'flux-dev',
    'flux-pro',
    'flux-kontext-pro',
    'flux-kontext-max',
    'flux-2-flex',
    'flux-2-max',
    'flux-2-klein',
  ],
} as const

requirement('FLUX-SIZE-14', {
  async simulator({ post }) {
    for (const model of modelsOf.readme) {
      expect([model, (await post('/flux/images', { ...fox, model, async: true })).status]).toEqual([model, 200])
    }
    const edit = { action: 'edit', prompt: 'night', model: 'flux-kontext-pro', image_url: imageUrl, async: true }
    expect((await post('/flux/images', edit)).status).toBe(200)
  },
})

requirement('FLUX-SIZE-15', {
  async simulator({ post }) {
    for (const model of modelsOf.current) {
      for (const body of [{ ...fox }, { action: 'edit', prompt: 'night', image_url: imageUrl }]) {
        const answer = await post('/flux/images', { ...body, model, async: true })
        expect([model, answer.status, answer.json()['error']]).toEqual([
          model,
          400,
          { code: 'bad_request', message: 'size is required' },
        ])
      }
    }
  },
})

requirement('FLUX-SIZE-16', {
  async scripted(script) {
    const requests: LooseFluxRequest[] = [
      fox,
      { ...fox, size: '1024x768' },
      { action: 'edit', prompt: 'night', imageUrl },
      { ...fox, model: 'flux-9', unchecked: true },
    ]
    const scripted = script(requests.map(() => ({ body: anAcceptance() })))
    for (const request of requests) await scripted.client.submit(request)
    const sent = scripted.requests.map(({ body }) => (body as { size?: string }).size)
    expect(sent).toEqual(['1024x1024', '1024x768', '1:1', '1:1'])
  },
  async through({ client, settle, simulator }) {
    await settle(client.submit(fox))
    expect(simulator.tasks).toMatchObject([{ size: '1024x1024' }])
  },
})

const current1: Sizes = {
  accepted: ['1024x1024', '1024x1792', '1792x1024', ...currentRatios],
  refused: ['1000x1000', '1024x1760', '4:5', '16:10'],
  elsewhere: ['1024x768', '256x256'],
}
const currentKontext: Sizes = { accepted: currentRatios, refused: noRatios, elsewhere: ['4:5', '5:4'] }
const current2: Sizes = {
  accepted: currentRatios,
  refused: ['32x64', '1000x1000', '4:5', '16:10'],
  elsewhere: ['1024x1024', '64x64'],
}

requirement('FLUX-SIZE-17', sizes('flux-dev', current1))
requirement('FLUX-SIZE-18', sizes('flux-pro', current1))
requirement('FLUX-SIZE-19', sizes('flux-kontext-pro', currentKontext))
requirement('FLUX-SIZE-20', sizes('flux-kontext-max', currentKontext))
requirement('FLUX-SIZE-21', sizes('flux-2-flex', current2))
requirement('FLUX-SIZE-22', sizes('flux-2-pro', current2))
requirement('FLUX-SIZE-23', sizes('flux-2-max', current2))
requirement('FLUX-SIZE-24', sizes('flux-2-klein', { accepted: currentRatios, refused: [...noRatios, '4:5', '64x64'] }))
requirement('FLUX-SIZE-25', sizes('flux-2-pro', { accepted: currentRatios, refused: ['4:5', '5:4', '9:17', '1:2'] }))

requirement('FLUX-SIZE-26', {
  async scripted(script) {
    const expected = {
      'flux-dev': '1024x1024',
      'flux-pro': '1024x1024',
      'flux-pro-1.1': '1024x1024',
      'flux-pro-1.1-ultra': '1:1',
      'flux-kontext-pro': '1:1',
      'flux-kontext-max': '1:1',
      'flux-2-flex': '1:1',
      'flux-2-pro': '1:1',
      'flux-2-max': '1:1',
      'flux-2-klein': '1:1',
    }
    const ids = Object.keys(expected)
    const { client, requests } = script(ids.map(() => ({ body: anAcceptance() })))
    for (const model of ids) await client.submit({ ...fox, model })
    const sent = requests.map(({ body }) => body as { model: string; size: string })
    expect(Object.fromEntries(sent.map(({ model, size }) => [model, size]))).toEqual(expected)
  },
})

requirement('FLUX-SIZE-27', {
  async scripted(script) {
    const shapes = [
      [{ width: 4032, height: 3024 }, '4:3'],
      [{ width: 1080, height: 1920 }, '9:16'],
      [{ width: 500, height: 500 }, '1:1'],
      [undefined, '1:1'],
    ] as const
    const { client, requests } = script(shapes.map(() => ({ body: anAcceptance() })))
    for (const [imageSize] of shapes) await client.submit({ action: 'edit', prompt: 'night', imageUrl, imageSize })
    expect(requests.map(({ body }) => (body as { size: string }).size)).toEqual(shapes.map(([, size]) => size))
  },
  async through({ client, settle, simulator }) {
    const imageSize = { width: 1920, height: 1080 }
    await settle(client.submit({ action: 'edit', prompt: 'night', imageUrl, imageSize }))
    expect(simulator.tasks).toMatchObject([{ size: '16:9' }])
  },
})

const onlyIn: Readonly<Record<'readme' | 'current', readonly (readonly [model: string, size: string])[]>> = {
  readme: [
    ['flux-dev', '1024x768'],
    ['flux-2-pro', '2048x1536'],
    ['flux-kontext-pro', '4:5'],
  ],
  current: [
    ['flux-dev', '9:21'],
    ['flux-dev', '1024x1792'],
    ['flux-2-pro', '16:9'],
    ['flux-2-klein', '1:1'],
  ],
}

requirement('FLUX-SIZE-28', {
  async scripted(script) {
    const all = [...onlyIn.readme, ...onlyIn.current]
    const { client, requests } = script(all.map(() => ({ body: anAcceptance() })))
    for (const [model, size] of all) await client.submit({ ...fox, model, size })
    expect(requests.map(({ body }) => (body as { size: string }).size)).toEqual(all.map(([, size]) => size))
  },
  async through({ client, settle, simulator, edition }) {
    for (const [model, size] of onlyIn[edition]) await settle(client.submit({ ...fox, model, size }))
    expect(simulator.tasks.map(({ size }) => size).toReversed()).toEqual(onlyIn[edition].map(([, size]) => size))
  },
})

requirement('FLUX-SIZE-29', {
  async scripted(script) {
    const { client, requests } = script([{ body: anAcceptance() }])
    const neither = { ...fox, model: 'flux-dev', size: '1000x1000' }
    const error = await failure(client.submit(neither))
    expect(error).toMatchObject({ code: 'invalid_request', charged: 'no', issues: [{ field: 'size' }] })
    expect(requests).toEqual([])
    await client.submit({ ...neither, unchecked: true })
    expect(requests[0]?.body).toMatchObject({ size: '1000x1000' })
  },
  async through({ client, settle, simulator }) {
    const sent = client.submit({ ...fox, size: '1000x1000', unchecked: true })
    expect(await settle(failure(sent))).toMatchObject({ code: 'bad_request', charged: 'no' })
    expect(simulator.stats).toMatchObject({ submissions: 1, charges: 0 })
  },
})
