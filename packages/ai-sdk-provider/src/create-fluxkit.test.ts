import { createFakeClock } from '@fluxkit/core/testing'
import { createSimulator } from '@fluxkit/simulator'
import { settleProcess } from '@fluxkit/tooling/time'
import { createProviderRegistry, generateImage } from 'ai'
import { afterEach, expect, test, vi } from 'vitest'
import { createFluxkit, fluxkit } from './create-fluxkit.ts'
import { createLab } from './fixtures/lab.ts'
import * as main from './index.ts'

afterEach(() => void vi.unstubAllEnvs())

test('the public surface', () => {
  expect(Object.keys(main).toSorted()).toEqual(['FluxkitError', 'createFluxkit', 'fluxkit'])
})

test('settings have the names of the AI SDK, and those of core', async () => {
  const clock = createFakeClock({ settle: settleProcess })
  await using simulator = createSimulator({ clock, maxImageSide: 16, tokens: { 'my-key': 'valid' } })
  const headers: unknown[] = []
  const provider = createFluxkit({
    apiKey: 'my-key',
    baseURL: 'https://flux.example.com',
    headers: { 'x-team': 'design' },
    fetch: (input, init) => {
      headers.push(new Headers(init?.headers).get('x-team'))
      return simulator.fetch(input, init)
    },
    clock,
  })
  const { images } = await clock.until(generateImage({ model: provider.image('flux-dev'), prompt: 'a red fox' }))
  expect(images).toHaveLength(1)
  expect(headers[0]).toBe('design')
})

test('the provider of the environment reads it on the first call', async () => {
  vi.stubEnv('ACEDATACLOUD_API_TOKEN', '')
  const calling = generateImage({ model: fluxkit.imageModel('flux-dev'), prompt: 'a red fox' })
  await expect(calling).rejects.toMatchObject({ code: 'no_token', charged: 'no', isRetryable: false })
})

test('a setting that means nothing is reported by the first call', async () => {
  const settings = { apiKey: 'key', baseUrll: 'https://flux.example.com' }
  const calling = generateImage({ model: createFluxkit(settings).imageModel('flux-dev'), prompt: 'a red fox' })
  await expect(calling).rejects.toMatchObject({ code: 'invalid_request', message: expect.stringContaining('baseUrll') })
})

test('there are image models only', () => {
  expect(() => fluxkit.languageModel('gpt')).toThrow('fluxkit has image models only.')
  expect(() => fluxkit.embeddingModel('ada')).toThrow('fluxkit has image models only.')
})

test('a registry of the AI SDK finds the models', async () => {
  await using lab = await createLab()
  const registry = createProviderRegistry({ fluxkit: lab.provider })
  const { images } = await lab.generate({ model: registry.imageModel('fluxkit:flux-2-pro') })
  expect(images).toHaveLength(1)
  expect(lab.simulator.tasks[0]?.model).toBe('flux-2-pro')
})
