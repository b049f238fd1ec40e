import { expect, test } from 'vitest'
import { openTestStore } from '../../test/open-test-store.ts'
import { changeSettings } from './change-settings.ts'

test('without Manage Server nothing changes, even where a server has opened the command to everybody', async () => {
  const store = await openTestStore()
  const replies: string[] = []
  const conversation = {
    interaction: { guildId: '100', userPermissions: 1n << 13n, options: {} },
    t: (key: string) => key,
    replyPrivately: async (view: unknown) => void replies.push(JSON.stringify(view)),
  }

  const command = changeSettings((_, settings) => ({ ...settings, maxCount: 1 }))
  await command.run({ store, owners: () => new Set() } as never, conversation as never)

  expect(replies[0]).toContain('adminDenied')
  expect((await store.settings.get('100')).maxCount).toBe(4)
  await store.close()
})
