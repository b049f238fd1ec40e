import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { loadEnvironment } from './load-environment.ts'

test('the environment stands over the file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-config-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'settings.env')
  writeFileSync(path, '# prices\nFLUXKIT_PRICES="flux-dev=0.03"\nFLUXKIT_PORT=1\n')

  expect(loadEnvironment({ FLUXKIT_CONFIG_FILE: path, FLUXKIT_PORT: '2' })).toEqual({
    FLUXKIT_CONFIG_FILE: path,
    FLUXKIT_PRICES: 'flux-dev=0.03',
    FLUXKIT_PORT: '2',
  })
})

test('without a file it is the environment; a file that is not there is an error', () => {
  expect(loadEnvironment({ A: '1' })).toEqual({ A: '1' })
  expect(() => loadEnvironment({ FLUXKIT_CONFIG_FILE: '/nowhere/settings.env' })).toThrow('ENOENT')
})
