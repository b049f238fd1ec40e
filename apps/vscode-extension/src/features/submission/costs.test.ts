import { beforeEach, expect, test, vi } from 'vitest'

const settings: Record<string, unknown> = {}
vi.mock('vscode', () => ({
  env: { language: 'en' },
  workspace: { getConfiguration: () => ({ get: (name: string) => settings[name] }) },
}))

const { costOf, loadCosts } = await import('./costs.ts')
const costs = [{ amount: 0.22, currency: 'credit' }]
const byModel = new Map([['generate flux-dev', { costs, durationsMs: [8_000] }]])
const services = { jobs: { learned: async () => ({ byModel }) } as never }
const load = () => loadCosts(services)

beforeEach(() => {
  for (const name of Object.keys(settings)) delete settings[name]
})

test('what jobs have shown is named before a request, without configuration', async () => {
  const { price, usual, amount } = await load()
  expect([price('generate', 'flux-dev', 1), usual('generate', 'flux-dev')]).toEqual([
    'about 0.22 credits',
    'usually 8 s',
  ])
  expect(price('generate', 'flux-dev', 3)).toBe('about 0.66 credits')
  expect(amount('generate', 'flux-dev', 1)).toBeUndefined()
})

test('a configured price stands first, and counts in its own currency', async () => {
  settings['prices'] = { 'flux-dev': 0.03 }
  const { price, amount } = await load()
  expect(price('generate', 'flux-dev', 2)).toBe('$0.06 · about 0.44 credits')
  expect(amount('generate', 'flux-dev', 2)).toBe(0.06)
})

test('in credits, what was learned counts', async () => {
  settings['currency'] = 'credits'
  expect((await load()).amount('generate', 'flux-dev', 2)).toBe(0.44)
})

test('several requests cost their sum; one whose price nobody knows makes it unknown', async () => {
  settings['prices'] = { 'flux-dev': 0.5 }
  const one = { action: 'generate', model: 'flux-dev', count: 1 } as const
  expect(await costOf(services, [one, { ...one, count: 3 }])).toBe(2)
  expect(await costOf(services, [one, { ...one, model: 'flux-2-pro' }])).toBeUndefined()
})

test('where nothing was learned, only how long the model usually takes is named', async () => {
  const { price, usual } = await load()
  expect([price('edit', 'flux-dev', 1), price('generate', 'flux-2-pro', 1)]).toEqual(['', ''])
  expect(usual('generate', 'flux-2-pro')).toMatch(/^usually \d+ s$/)
})

test('the sandbox has no price, and none of the times of the service', async () => {
  settings['sandbox'] = true
  settings['prices'] = { 'flux-dev': 0.03 }
  const { price, usual } = await load()
  expect([price('generate', 'flux-dev', 1), usual('generate', 'flux-dev')]).toEqual(['', ''])
})
