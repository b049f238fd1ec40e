import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, onTestFinished, test } from 'vitest'
import { readConfig } from './config.ts'
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
  expect(() => loadEnvironment({ FLUXKIT_CONFIG_FILE: '/nowhere/settings.env' })).toThrow(
    'FLUXKIT_CONFIG_FILE: /nowhere/settings.env can’t be read (ENOENT)',
  )
})

describe('a secret in a separate file', () => {
  const folder = mkdtempSync(join(tmpdir(), 'fluxkit-secret-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  const path = join(folder, 'token')
  writeFileSync(path, '  secret-token\r\n')

  test('is read without the newline at its end, also when the settings file names it', () => {
    expect(loadEnvironment({ DISCORD_TOKEN_FILE: path })).toMatchObject({ DISCORD_TOKEN: 'secret-token' })
    writeFileSync(join(folder, 'settings.env'), `ACEDATACLOUD_API_TOKEN_FILE=${path}\n`)
    expect(loadEnvironment({ FLUXKIT_CONFIG_FILE: join(folder, 'settings.env') })).toMatchObject({
      ACEDATACLOUD_API_TOKEN: 'secret-token',
    })
  })

  test('of a bucket is read as well, and its file isn’t called unknown', () => {
    const given = {
      DISCORD_TOKEN: 'd',
      ACEDATACLOUD_API_TOKEN: 'f',
      FLUXKIT_IMAGES: 's3://images',
      FLUXKIT_S3_ACCESS_KEY_ID_FILE: path,
      FLUXKIT_S3_SECRET_ACCESS_KEY_FILE: path,
    }
    expect(readConfig(loadEnvironment(given))).toMatchObject({
      ok: true,
      config: { FLUXKIT_S3_ACCESS_KEY_ID: 'secret-token', FLUXKIT_S3_SECRET_ACCESS_KEY: 'secret-token' },
    })
  })

  test('that is also in the environment, or can’t be read, is refused without showing it', () => {
    expect(() => loadEnvironment({ DISCORD_TOKEN: 'secret-token', DISCORD_TOKEN_FILE: path })).toThrow(
      /^DISCORD_TOKEN: is set, and so is DISCORD_TOKEN_FILE; leave one of them out$/,
    )
    expect(() => loadEnvironment({ DATABASE_URL_FILE: '/nowhere/url' })).toThrow(
      'DATABASE_URL_FILE: /nowhere/url can’t be read (ENOENT)',
    )
  })
})
