import { type ModelAction, models } from '@fluxkit/core'
import { expect, test } from 'vitest'
import { failure } from '../conformance/script.ts'
import { createLab } from '../support/lab.ts'
import { tinyPng } from '../support/tiny-png.ts'

const editions = ['readme', 'current'] as const

/** What core says that each edition offers. Whether it does is for the simulator to say, which has tables of its own. */
function offered(edition: (typeof editions)[number], action: ModelAction): string[] {
  return models
    .filter(({ isCurrent }) => isCurrent || edition === 'readme')
    .filter(({ sizes }) => sizes.some((rule) => rule.edition === edition && rule.actions.includes(action)))
    .map(({ id }) => id)
}

const cases = editions.flatMap((contract) =>
  (['generate', 'edit'] as const).flatMap((action) =>
    [undefined, ...offered(contract, action)].map((model) => [contract, action, model] as const),
  ),
)

test('each edition generates with most models, and the README edits with two', () => {
  expect(offered('readme', 'edit')).toEqual(['flux-kontext-pro', 'flux-kontext-max'])
  for (const edition of editions) expect(offered(edition, 'generate').length).toBeGreaterThan(7)
})

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
