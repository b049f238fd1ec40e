import { simulatedModels } from '@fluxkit/simulator'
import { expect, test } from 'vitest'
import { botEnvironment } from './bot-environment.ts'

const sandbox = { botToken: 'played', apiBase: 'http://127.0.0.1:1/api', fluxUrl: 'http://127.0.0.1:2' }

test('nothing that is set for a real bot, and no proxy, reaches the one that plays', () => {
  const machine = {
    PATH: '/bin',
    DISCORD_TOKEN: 'real',
    ACEDATACLOUD_API_TOKEN: 'real',
    FLUXKIT_PUBLIC_URL: 'https://real.example',
    NODE_OPTIONS: '--inspect',
    HTTPS_PROXY: 'http://proxy.example',
    http_proxy: 'http://proxy.example',
  }
  const env = botEnvironment(machine, sandbox, 'folder')

  expect(JSON.stringify(env)).not.toMatch(/real|proxy|inspect/)
  expect(env).toMatchObject({
    PATH: '/bin',
    DISCORD_TOKEN: 'played',
    DISCORD_API_BASE: 'http://127.0.0.1:1/api',
    ACEDATACLOUD_API_BASE_URL: 'http://127.0.0.1:2',
    FLUXKIT_DATA_DIR: 'folder',
    FLUXKIT_PORT: '0',
  })
})

test('every model has a price', () => {
  const { FLUXKIT_PRICES: prices = '' } = botEnvironment({}, sandbox, '/data')
  const priced = new Set(prices.split(',').map((each) => each.split('=')[0]))
  expect(priced).toEqual(new Set(simulatedModels.map(({ id }) => id)))
})
