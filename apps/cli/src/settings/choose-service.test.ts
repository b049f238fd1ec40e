import { describe, expect, it } from 'vitest'
import { chooseService, noTokenError } from './choose-service.ts'

const stored = { token: 'from-file', origin: 'https://api.acedata.cloud' }

describe('chooseService', () => {
  it('is the sandbox when nothing is set', () => {
    expect(chooseService({}, {}, false)).toEqual({ kind: 'sandbox', reason: 'no-token' })
  })

  it('is the sandbox when asked for, token or not', () => {
    expect(chooseService({ ACEDATACLOUD_API_TOKEN: 't' }, stored, true)).toEqual({ kind: 'sandbox', reason: 'asked' })
  })

  it('prefers the environment to the file', () => {
    expect(chooseService({ ACEDATACLOUD_API_TOKEN: ' t\n' }, stored, false)).toEqual({
      kind: 'service',
      baseUrl: 'https://api.acedata.cloud',
      token: 't',
      tokenFrom: 'environment',
      platformBaseUrl: undefined,
      platformToken: undefined,
    })
  })

  it('uses the file after a login', () => {
    expect(chooseService({}, stored, false)).toMatchObject({ token: 'from-file', tokenFrom: 'file' })
  })

  it('never sends the stored token to another address', () => {
    const choice = chooseService({ ACEDATACLOUD_API_BASE_URL: 'https://elsewhere.example' }, stored, false)
    expect(choice).toMatchObject({ kind: 'service', baseUrl: 'https://elsewhere.example', token: undefined })
  })

  it('never sends the stored platform token to another address', () => {
    const tokens = { ...stored, platformToken: 'p', platformOrigin: 'https://platform.acedata.cloud' }
    expect(chooseService({}, tokens, false)).toMatchObject({ platformToken: 'p' })
    const env = { ACEDATACLOUD_PLATFORM_BASE_URL: 'https://elsewhere.example' }
    expect(chooseService(env, tokens, false)).toMatchObject({ platformToken: undefined })
  })

  it('refuses an invalid address', () => {
    expect(() => chooseService({ ACEDATACLOUD_API_BASE_URL: 'localhost:80' }, {}, false)).toThrow(
      'ACEDATACLOUD_API_BASE_URL must be an address that starts with https:// or http://.',
    )
  })
})

describe('noTokenError', () => {
  it('shows no credentials of the address', () => {
    expect(noTokenError('https://user:secret@example.com/x').message).toBe(
      'There is no token for https://example.com. Nothing was sent.',
    )
  })
})
