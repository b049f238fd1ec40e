import { expect, test } from 'vitest'
import { pinnedEnvironment } from './environment.mjs'

test('the pinned Node comes first, then the tools, then what was there', () => {
  expect(pinnedEnvironment({ PATH: '/usr/bin:/bin' }, '/w', 'linux')['PATH']).toBe(
    '/w/node_modules/node/bin:/w/node_modules/.bin:/usr/bin:/bin',
  )
})

test('the PATH of Windows keeps its spelling', () => {
  const env = pinnedEnvironment({ Path: 'C:\\Windows' }, 'w', 'win32')
  expect(env['Path']).toMatch(/;C:\\Windows$/)
  expect(env).not.toHaveProperty('PATH')
})

test('no tool reports home', () => {
  expect(pinnedEnvironment({}, '/w', 'linux')).toMatchObject({ DO_NOT_TRACK: '1', TURBO_TELEMETRY_DISABLED: '1' })
})
