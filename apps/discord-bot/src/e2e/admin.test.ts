import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { defaultGuildSettings } from '../limits/guild-settings.ts'
import { accepted } from '../test/make-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

type Options = Readonly<Record<string, string | number | boolean | { readonly id: string }>>

let bot: TestBot
beforeAll(async () => {
  bot = await startBot({}, { discord: { rateLimits: 'off' } })
})
afterAll(() => bot[Symbol.asyncDispose]())
beforeEach(async () => {
  await bot.store.settings.update(bot.guild.id, () => defaultGuildSettings)
})

const admin = async (command: string, options: Options = {}): Promise<string> => {
  const reply = await bot.admin.slash(bot.channel, `flux-admin ${command}`, options)
  expect(reply.message.ephemeral).toBe(true)
  return reply.message.text
}
const interaction = async (options: Options = {}, who = bot.anna, where = bot.channel) =>
  (await who.slash(where, 'flux generate', { prompt: 'a fox', ...options })).message

describe('settings of an admin', () => {
  test('a limit is listed with a number, applies to the next command, and is removed as its admin chose it, whatever others changed', async () => {
    await admin('limits add', { for: 'user', max: '1', per: 'hour' })
    const listed = await admin('limits add', { for: 'guild', max: '0', per: 'day' })
    expect(listed).toContain('1. Limit: 1 image an hour for each member')
    expect(listed).toContain('2. Limit: 0 images a day for the server')
    expect((await interaction()).text).toContain(
      'The limit of 0 images a day for the server is reached (0 used). It ends <t:',
    )

    const [mine, theirs] = (await bot.admin.autocomplete(bot.channel, 'flux-admin limits remove', 'limit')) ?? []
    expect(mine?.name).toBe('1. Limit: 1 image an hour for each member')
    // Somebody else is faster: what was second is first now.
    await admin('limits remove', { limit: String(mine?.value) })
    expect(await admin('limits remove', { limit: String(theirs?.value) })).not.toContain('for the server')
    expect((await interaction()).text).toMatch(accepted)
    expect(await admin('limits remove', { limit: String(theirs?.value) })).toContain('There is no such limit.')
    expect(await admin('limits remove', { limit: '1' })).toContain('There is no such limit.')
  })

  test('a limit that another admin has changed since it was chosen stays', async () => {
    await admin('limits add', { for: 'user', max: '5', per: 'day' })
    const [chosen] =
      (await bot.admin.autocomplete(bot.channel, 'flux-admin limits remove', 'limit', { limit: 'day' })) ?? []
    await admin('limits add', { for: 'user', max: '50', per: 'day' })

    expect(await admin('limits remove', { limit: String(chosen?.value) })).toContain('There is no such limit.')
    expect((await bot.store.settings.get(bot.guild.id)).limits).toHaveLength(1)
  })

  test('setting the same limit again replaces the old one', async () => {
    await admin('limits add', { for: 'user', max: '1', per: 'month' })
    const listed = await admin('limits add', { for: 'user', max: '90', per: 'month' })

    expect(listed).toContain('1. Limit: 90 images a month for each member')
    expect(listed).not.toContain('2. ')
  })

  test('a limit of money counts what was spent, not images', async () => {
    await admin('limits add', { for: 'user', max: '0.05', per: 'day', measure: 'money' })
    await admin('price', { model: 'flux-2-pro', price: '0.06' })

    expect((await interaction({ model: 'flux-2-pro' }, bot.bert)).text).toContain(
      'The limit of $0.05 a day for each member is reached',
    )
    expect((await interaction({ model: 'flux-dev' }, bot.bert)).text).toMatch(accepted)
    expect(await admin('limits add', { for: 'user', max: 'much', per: 'day' })).toContain('That isn’t an amount')
  })

  test('members with a role get the limit of their role instead', async () => {
    const carla = bot.discord.world.user('carla')
    const artists = bot.guild.role('artists')
    bot.guild.join(carla, { roles: ['artists'] })
    await admin('limits add', { for: 'user', max: '0', per: 'day' })
    await admin('limits add', { for: 'user', max: '1', per: 'day', role: { id: artists } })

    expect((await interaction({}, carla)).text).toMatch(accepted)
    expect((await interaction({}, carla)).text).toContain(
      'The limit of 1 image a day for your role is reached (1 used)',
    )
    expect((await interaction({}, bot.bert)).text).toContain('for each member is reached')
  })

  test('a limit of one channel applies only in that channel', async () => {
    const studio = bot.guild.channel('studio')
    await admin('limits add', { for: 'channel', max: '0', per: 'day', channel: studio })

    expect((await interaction({}, bot.anna, studio)).text).toContain('in this channel is reached')
    expect((await interaction()).text).toMatch(accepted)
  })

  test('the monthly stop applies to everybody together, and is removed by leaving out the amount', async () => {
    expect(await admin('limits monthly-stop', { amount: '0.01' })).toContain('Limit: $0.01 a month for the server')
    expect((await interaction()).text).toContain('The limit of $0.01 a month for the server is reached')

    expect(await admin('limits monthly-stop')).not.toContain('a month for the server')
    expect((await interaction()).text).toMatch(accepted)
    expect(await admin('limits monthly-stop', { amount: '-3' })).toContain('That isn’t an amount')
  })

  test('a price is used for the estimate, the ledger and the list of models', async () => {
    await admin('price', { model: 'flux-dev', price: '0.1234' })

    const message = await interaction({ count: 2 })
    expect(message.text).toContain('Estimated cost: $0.2468')
    await bot.soon(() => message.images.length === 2)
    expect(message.text).toContain('$0.2468')
    expect((await bot.store.jobs.ledger()).at(-1)).toMatchObject({ kind: 'reserve', units: 2468 })
    expect((await bot.anna.slash(bot.channel, 'flux models')).message.text).toContain('$0.1234 per image')
    expect(await admin('price', { model: 'flux-dev', price: 'free' })).toContain('That isn’t an amount')
  })

  test('models that are not allowed are not suggested, listed or chosen by default, and the list can be emptied again', async () => {
    await admin('allow model', { model: 'flux-2-pro', allowed: true })

    const offered = await bot.anna.autocomplete(bot.channel, 'flux generate', 'model')
    expect(offered.map(({ value }) => value)).toEqual(['flux-2-pro'])
    const message = await interaction()
    await bot.soon(() => message.images.length > 0)
    expect(message.text).toContain('FLUX.2 pro')
    expect((await bot.anna.slash(bot.channel, 'flux models')).message.text).not.toContain('flux-dev')

    expect(await admin('allow model', { model: 'flux-2-pro', allowed: false })).toContain('**Models**: all')
    expect((await interaction({ model: 'flux-dev' })).text).toMatch(accepted)
  })

  test('when one channel is allowed, only that channel and its threads accept requests', async () => {
    const gallery = bot.guild.channel('gallery')
    await admin('allow channel', { channel: gallery, allowed: true })

    expect((await interaction()).text).toContain(`Images aren’t allowed in this channel. Allowed: <#${gallery.id}>`)
    expect((await interaction({}, bot.anna, gallery.thread('foxes'))).text).toMatch(accepted)

    await admin('allow channel', { channel: gallery, allowed: false })
    expect((await interaction()).text).toMatch(accepted)
  })

  test('when answers are private by default, only the member sees them, unless the option says otherwise', async () => {
    await admin('private', { on: true })
    expect((await interaction()).ephemeral).toBe(true)
    expect((await interaction({ private: false })).ephemeral).toBe(false)

    await admin('private', { on: false })
    expect((await interaction()).ephemeral).toBe(false)
  })

  test('the privacy statement names the retention that was set', async () => {
    expect(await admin('retention', { days: 3 })).toContain('**Images are kept for**: 3 days')

    expect((await bot.anna.slash(bot.channel, 'flux privacy policy')).message.text).toContain('for 3 days')
  })

  test('a blocked member is refused by every command, button and form until the block is removed', async () => {
    const before = await interaction({}, bot.bert)
    await bot.soon(() => before.images.length > 0)
    const modal = await bot.bert.click(before, 'Use prompt')
    await admin('block', { user: bot.bert, blocked: true })

    expect((await interaction({}, bot.bert)).text).toContain('You are on the block list')
    expect((await bot.bert.click(before, 'Again')).message.text).toContain('You are on the block list')
    expect((await bot.bert.click(before, 'Use prompt')).message.text).toContain('You are on the block list')
    expect((await bot.bert.slash(bot.channel, 'flux generate')).message.text).toContain('You are on the block list')
    expect((await bot.bert.submitModal(modal, { text: 'a fox' })).message.text).toContain('You are on the block list')

    await admin('block', { user: bot.bert, blocked: false })
    expect((await interaction({}, bot.bert)).text).toMatch(accepted)
  })

  test('reports go to the channel that was set, and nowhere once it is unset', async () => {
    const reports = bot.guild.channel('reports')
    const message = await interaction()
    await bot.soon(() => message.images.length > 0)
    await admin('reports', { channel: reports })
    const modal = await bot.bert.click(message, 'Report')
    await bot.bert.submitModal(modal, { text: 'odd' })

    const replies = reports.messages.at(-1)?.text
    expect(replies).toContain(`<@${bot.bert.id}> reported an image by <@${bot.anna.id}>`)
    expect(replies).toContain(`https://discord.com/channels/${bot.guild.id}/${bot.channel.id}/${message.id}`)

    // No member floods the moderators.
    for (let round = 0; round < 5; round++) {
      const again = await bot.bert.click(message, 'Report')
      const { message: answer } = await bot.bert.submitModal(again, { text: 'odd' })
      expect(answer.text).toContain(
        round < 4 ? 'The moderators have been notified' : 'You have sent several reports already',
      )
    }
    expect(reports.messages).toHaveLength(5)

    await admin('reports')
    expect((await bot.bert.click(message, 'Report')).message.text).toContain('Reports aren’t set up here')
  })

  test('three admins at once: every change is kept', async () => {
    const { version } = await bot.store.settings.get(bot.guild.id)
    await Promise.all([
      admin('limits count', { max: 2 }),
      admin('retention', { days: 9 }),
      admin('limits add', { for: 'guild', max: '77', per: 'day' }),
    ])

    const settings = await bot.store.settings.get(bot.guild.id)
    expect(settings).toMatchObject({ maxCount: 2, retentionDays: 9, version: version + 3 })
    expect(settings.limits).toEqual([{ scope: 'guild', per: 'day', measure: 'images', max: 77 }])
  })

  test('settings of one server do not apply in another', async () => {
    const other = bot.discord.world.guild('Letters')
    other.join(bot.anna)
    await admin('limits count', { max: 1 })

    expect((await interaction({ count: 2 })).text).toContain('Only 1 image')
    expect((await interaction({ count: 2 }, bot.anna, other.channel('general'))).text).toMatch(accepted)
  })
})

describe('members', () => {
  test('are not offered the admin command', () => {
    expect(bot.anna.commands(bot.channel).map(({ name }) => name)).toEqual(['flux'])
    expect(bot.admin.commands(bot.channel).map(({ name }) => name)).toEqual(['flux', 'flux-admin'])
  })
})
