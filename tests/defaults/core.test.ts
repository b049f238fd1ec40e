import { expect, test } from 'vitest'
import { failure } from '../conformance/script.ts'
import { createLab } from '../support/lab.ts'
import { tinyPng } from '../support/tiny-png.ts'

const editions = ['readme', 'current'] as const

/** What each edition offers, from the tables of its documents; nothing here comes from core. */
const offered = {
  readme: {
    generate: [
      'flux-dev',
      'flux-pro',
      'flux-pro-1.1',
      'flux-pro-1.1-ultra',
      'flux-kontext-pro',
      'flux-kontext-max',
      'flux-2-flex',
      'flux-2-pro',
      'flux-2-max',
    ],
    edit: ['flux-kontext-pro', 'flux-kontext-max'],
  },
  current: {
    generate: [
      'flux-dev',
      'flux-pro',
      'flux-kontext-pro',
      'flux-kontext-max',
      'flux-2-flex',
      'flux-2-pro',
      'flux-2-max',
      'flux-2-klein',
    ],
    edit: [
      'flux-dev',
      'flux-pro',
      'flux-kontext-pro',
      'flux-kontext-max',
      'flux-2-flex',
      'flux-2-pro',
      'flux-2-max',
      'flux-2-klein',
    ],
  },
} as const

const cases = editions.flatMap((contract) =>
  (['generate', 'edit'] as const).flatMap((action) =>
    [undefined, ...offered[contract][action]].map((model) => [contract, action, model] as const),
  ),
)

test.each(cases)(
  'the %s edition makes the default %s with model %s, for one charge',
  async (contract, action, model) => {
    await using lab = await createLab({ simulator: { contract } })
    const fields = model === undefined ? { prompt: 'a red fox' } : { prompt: 'a red fox', model }
    const { client, settle, simulator } = lab
    const file = await settle(client.files.upload({ bytes: tinyPng, name: 'cat.png' }))
    const result = await settle(
      action === 'edit' ? client.edit({ ...fields, imageUrl: file.url }) : client.generate(fields),
    )
    expect(result.images).toHaveLength(1)
    expect(simulator.stats).toMatchObject({ accepted: 1, charges: 1, succeeded: 1 })
    expect(simulator.tasks[0]?.size).toEqual(expect.any(String))
  },
)

test.each(editions)('what the %s edition does not offer is refused there, and nothing is charged', async (contract) => {
  await using lab = await createLab({ simulator: { contract } })
  const retired = contract === 'readme' ? ['flux-2-klein'] : ['flux-pro-1.1', 'flux-pro-1.1-ultra']
  for (const model of retired) {
    const refused = lab.client.generate({ prompt: 'a red fox', model })
    expect(await lab.settle(failure(refused))).toMatchObject({ code: 'bad_request', charged: 'no' })
  }
  expect(lab.simulator.stats.charges).toBe(0)
})
