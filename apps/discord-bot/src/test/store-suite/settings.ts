import { expect, test } from 'vitest'
import { startMs } from '../builders.ts'
import type { StoreSubject } from './subject.ts'

/** The settings of a server. */
export function settingsCases({ opened }: StoreSubject): void {
  test('settings are those of one server, with defaults', async () => {
    const store = await opened()
    await store.settings.update('100', (settings) => ({ ...settings, maxCount: 2, blockedUserIds: ['666'] }))

    expect(await store.settings.get('100')).toMatchObject({ maxCount: 2, blockedUserIds: ['666'] })
    expect(await store.settings.get('101')).toMatchObject({ maxCount: 4, blockedUserIds: [], limits: [] })
  })

  test('three changes at once are all kept, and each raises the version', async () => {
    const store = await opened()
    const written = await Promise.all([
      store.settings.update('100', (settings) => ({ ...settings, maxCount: 2 })),
      store.settings.update('100', (settings) => ({ ...settings, privateByDefault: true })),
      store.settings.update('100', (settings) => ({ ...settings, retentionDays: 7 })),
    ])

    const kept = { maxCount: 2, privateByDefault: true, retentionDays: 7, version: 3 }
    expect(await store.settings.get('100')).toMatchObject(kept)
    expect(new Set(written.map((one) => 'version' in one && one.version))).toEqual(new Set([1, 2, 3]))
  })

  test('whether members may spend in a server is kept', async () => {
    const store = await opened()
    const access = { isOpen: true, byUserId: '900', atMs: startMs }
    expect((await store.settings.get('100')).access).toBeUndefined()
    await store.settings.update('100', (settings) => ({ ...settings, access }))

    expect((await store.settings.get('100')).access).toEqual(access)
  })

  test('a change that is refused changes nothing, and its reason comes back', async () => {
    const store = await opened()

    expect(await store.settings.update('100', () => ({ wrong: 'price' }))).toEqual({ wrong: 'price' })
    expect(await store.settings.get('100')).toMatchObject({ maxCount: 4, version: 0 })
  })
}
