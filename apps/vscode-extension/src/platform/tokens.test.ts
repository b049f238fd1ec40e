import { describe, expect, test } from 'vitest'
import type * as vscode from 'vscode'
import { createTokens } from './tokens.ts'

/** A store of secrets that several windows share, as the editor gives to each. */
function aStore(): { secrets(): vscode.SecretStorage; break(): void } {
  const values = new Map<string, string>()
  const listeners: ((change: { key: string }) => unknown)[] = []
  let isBroken = false
  const changed = (key: string): void => listeners.forEach((listener) => listener({ key }))
  return {
    break: () => void (isBroken = true),
    secrets: () => ({
      get: (key) => (isBroken ? Promise.reject(new Error('locked')) : Promise.resolve(values.get(key))),
      store: (key, value) => Promise.resolve(values.set(key, value)).then(() => changed(key)),
      delete: (key) => Promise.resolve(values.delete(key)).then(() => changed(key)),
      onDidChange: (listener) => {
        listeners.push(listener)
        return { dispose: () => undefined }
      },
    }),
  }
}

describe('a token', () => {
  test('that was set goes before that of the environment', async () => {
    const tokens = createTokens(aStore().secrets(), { ACEDATACLOUD_API_TOKEN: ' from-env \n' })
    expect([await tokens.get('api'), await tokens.placeOf('api')]).toEqual(['from-env', 'environment'])
    await tokens.set('api', 'from-person')
    expect([await tokens.get('api'), await tokens.placeOf('api')]).toEqual(['from-person', 'secrets'])
    await tokens.remove('api')
    expect([await tokens.get('api'), await tokens.placeOf('api')]).toEqual(['from-env', 'environment'])
  })

  test('that one window sets or removes is noticed by the others, and used there', async () => {
    const store = aStore()
    const [one, other] = [createTokens(store.secrets(), {}), createTokens(store.secrets(), {})]
    let changes = 0
    other.onDidChange(() => (changes += 1))
    await one.set('api', 'a-token')
    expect([changes, await other.get('api')]).toEqual([1, 'a-token'])
    await one.remove('api')
    expect([changes, await other.get('api')]).toEqual([2, undefined])
  })

  test('of the platform is another than that of the API', async () => {
    const tokens = createTokens(aStore().secrets(), { ACEDATACLOUD_PLATFORM_TOKEN: 'platform-env' })
    await tokens.set('api', 'a-token')
    expect([await tokens.get('platform'), await tokens.placeOf('platform')]).toEqual(['platform-env', 'environment'])
  })

  test('of the environment is what is left where the store cannot be read', async () => {
    const store = aStore()
    const tokens = createTokens(store.secrets(), { ACEDATACLOUD_API_TOKEN: 'from-env' })
    store.break()
    expect([await tokens.get('api'), await tokens.placeOf('api')]).toEqual(['from-env', 'environment'])
  })

  test('is absent where nobody set one', async () => {
    const tokens = createTokens(aStore().secrets(), { ACEDATACLOUD_API_TOKEN: '  ' })
    expect([await tokens.get('api'), await tokens.placeOf('api')]).toEqual([undefined, undefined])
  })
})
