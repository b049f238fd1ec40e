import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { chooseService, readStoredTokens } from './choose-service.ts'

const stored = { token: 'from-file', origin: 'https://api.acedata.cloud' }

test('it is the sandbox when nothing is set, or when it is asked for', () => {
  expect(chooseService({}, {}, false)).toEqual({ kind: 'sandbox' })
  expect(chooseService({ ACEDATACLOUD_API_TOKEN: 't' }, stored, true)).toEqual({ kind: 'sandbox' })
})

test('the environment goes before the login, and blanks around a token don’t count', () => {
  expect(chooseService({ ACEDATACLOUD_API_TOKEN: ' t\n' }, stored, false)).toEqual({
    kind: 'service',
    baseUrl: 'https://api.acedata.cloud',
    token: 't',
    platformBaseUrl: undefined,
    platformToken: undefined,
  })
  expect(chooseService({}, stored, false)).toMatchObject({ token: 'from-file' })
})

test('a stored token is never sent to another address', () => {
  const elsewhere = { ACEDATACLOUD_API_BASE_URL: 'https://elsewhere.example' }
  expect(() => chooseService(elsewhere, stored, false)).toThrow('There is no token for https://elsewhere.example.')
  const platform = { platformToken: 'p', platformOrigin: 'https://platform.acedata.cloud' }
  const env = { ACEDATACLOUD_API_TOKEN: 't', ACEDATACLOUD_PLATFORM_BASE_URL: 'https://elsewhere.example' }
  expect(chooseService(env, platform, false)).toMatchObject({ platformToken: undefined })
  expect(chooseService({ ACEDATACLOUD_API_TOKEN: 't' }, platform, false)).toMatchObject({ platformToken: 'p' })
})

test.each(['localhost:80', 'ftp://x', 'x'])('the address %s is refused', (address) => {
  expect(() => chooseService({ ACEDATACLOUD_API_BASE_URL: address }, {}, false)).toThrow(
    'ACEDATACLOUD_API_BASE_URL must be an address that starts with https:// or http://.',
  )
})

test('a missing token file means there is no login; a damaged one stops the server, or the sandbox would serve unnoticed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'fluxkit-tokens-'))
  try {
    expect(await readStoredTokens(folder)).toEqual({})
    await writeFile(join(folder, 'credentials.json'), '{"token":"a","origin":"https://x"}')
    expect(await readStoredTokens(folder)).toEqual({ token: 'a', origin: 'https://x' })
    await writeFile(join(folder, 'credentials.json'), '{"token":')
    await expect(readStoredTokens(folder)).rejects.toThrow('is damaged. Run `fluxkit login`')
  } finally {
    await rm(folder, { recursive: true })
  }
})
