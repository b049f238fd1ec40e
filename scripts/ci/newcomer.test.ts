import { expect, test } from 'vitest'
import { newcomerEnvironment } from './newcomer.mjs'

const paths = { home: '/new', npmCache: '/cache', npmSettings: '/settings', pnpmStore: '/store' }

test('a newcomer has neither a token nor settings of ours', () => {
  const env = {
    PATH: '/bin',
    ACEDATACLOUD_API_TOKEN: 'secret',
    FLUXKIT_TEST_REPORT: 'report.json',
    XDG_CONFIG_HOME: '/home/ann/.config',
    npm_config_loglevel: 'silent',
    HOME: '/home/ann',
  }
  expect(newcomerEnvironment(env, paths)).toEqual({
    PATH: '/bin',
    HOME: '/new',
    USERPROFILE: '/new',
    npm_config_cache: '/cache',
    npm_config_userconfig: '/settings',
    npm_config_store_dir: '/store',
  })
})
