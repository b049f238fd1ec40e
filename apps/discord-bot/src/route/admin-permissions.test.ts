import { expect, test } from 'vitest'
import { openTestStore } from '../test/open-test-store.ts'
import { commands } from './registry.ts'

const adminCommands = Object.entries(commands).filter(([name]) => name.startsWith('flux-admin '))
const everythingButManageGuild = ~(1n << 5n) & ~(1n << 3n) & ((1n << 50n) - 1n)
const options = { for: 'user', max: '1', per: 'day', limit: '1', model: 'flux-dev', price: '1', user: '300', days: 1 }

test('there are fifteen', () => {
  expect(adminCommands).toHaveLength(15)
})

test.each(adminCommands)('%s is refused without Manage Server, and outside of servers', async (_, command) => {
  const store = await openTestStore()
  const replies: string[] = []
  const before = await store.settings.get('100')
  for (const [guildId, userPermissions] of [
    ['100', everythingButManageGuild],
    [null, (1n << 50n) - 1n],
  ] as const) {
    const conversation = {
      interaction: { id: guildId ?? '51', guildId, userPermissions, options },
      t: (key: string) => key,
      replyPrivately: async (view: unknown) => void replies.push(JSON.stringify(view)),
    }
    await command.run(
      { store, config: { FLUXKIT_PRICES: {} }, owners: () => new Set() } as never,
      conversation as never,
    )
  }

  expect(replies).toHaveLength(2)
  expect(replies.every((view) => view.includes('adminDenied'))).toBe(true)
  expect(await store.settings.get('100')).toEqual(before)
  await store.close()
})
