import { expect, test } from 'vitest'
import { startRawBot } from '../testing/raw-bot.ts'

test('the application belongs to its bot until somebody is made its owner', async () => {
  await using bot = await startRawBot()
  const owner = async () => (await bot.call('GET', '/applications/@me')).body

  expect(await owner()).toMatchObject({ owner: { bot: true }, team: null })
  bot.simulator.world.setOwner(bot.anna)
  expect(await owner()).toMatchObject({ owner: { id: bot.anna.id, username: 'anna' }, team: null })
})

test('a team has an owner and members, some of which are only invited', async () => {
  await using bot = await startRawBot()
  const { world } = bot.simulator
  const [bert, carl] = [world.user('bert'), world.user('carl')]
  world.setTeam('Pixel makers', bot.anna, [
    { user: bert, role: 'developer' },
    { user: carl, role: 'read_only', accepted: false },
  ])

  const { body } = await bot.call('GET', '/applications/@me')
  expect(body).toMatchObject({
    team: {
      name: 'Pixel makers',
      owner_user_id: bot.anna.id,
      members: [
        { user: { id: bot.anna.id }, membership_state: 2, role: 'admin' },
        { user: { id: bert.id }, membership_state: 2, role: 'developer' },
        { user: { id: carl.id }, membership_state: 1, role: 'read_only' },
      ],
    },
  })
  expect(body).not.toMatchObject({ owner: { id: bot.anna.id } })
})
