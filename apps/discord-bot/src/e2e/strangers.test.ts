import { describe, expect, test } from 'vitest'
import { hasImage } from '../test/has-image.ts'
import { accepted } from '../test/make-image.ts'
import { startBot, type TestBot } from '../test/start-bot.ts'

/** Nothing is configured: empty settings count as absent. */
const closed = { FLUXKIT_GUILDS: '', FLUXKIT_USERS: '' }

const generate = async (bot: TestBot, who = bot.anna, where = bot.channel) =>
  (await who.slash(where, 'flux generate', { prompt: 'a fox' })).message

async function startClosed(env: Readonly<Record<string, string>> = {}): Promise<TestBot> {
  return startBot({ ...closed, ...env }, { owner: 'olga', discord: { rateLimits: 'off' } })
}

describe('with nothing configured', () => {
  test('a server that the owner never saw submits nothing, and learns privately which line would allow it', async () => {
    await using bot = await startClosed()
    const replies = [await generate(bot), await generate(bot, bot.admin)]

    for (const reply of replies) {
      expect(reply.ephemeral).toBe(true)
      expect(reply.text).toContain(`This server (${bot.guild.id}) can’t use this bot yet.`)
      expect(reply.text).toContain(`\`FLUXKIT_GUILDS=${bot.guild.id}\``)
    }
    expect(bot.flux.stats.submissions).toBe(0)
    expect(await bot.store.jobs.ledger()).toEqual([])
  })

  test('a stranger is refused before any form, and nothing is kept', async () => {
    await using bot = await startClosed()
    const image = { image: { filename: 'fox.png', bytes: Buffer.from('not read') } }
    const replies = [
      await bot.anna.slash(bot.channel, 'flux generate'),
      await bot.anna.slash(bot.channel, 'flux edit', image),
    ]

    for (const reply of replies) {
      expect(reply.message.ephemeral).toBe(true)
      expect(reply.message.text).toContain('FLUXKIT_GUILDS=')
    }
    expect(await bot.store.drafts.list(bot.anna.id)).toEqual([])
    expect(bot.flux.stats.submissions).toBe(0)
  })

  test('a member who is no longer allowed meets no form behind any button either', async () => {
    await using bot = await startClosed()
    await bot.owner.slash(bot.channel, 'flux help')
    const { message } = await bot.anna.slash(bot.channel, 'flux generate', { prompt: 'a fox' })
    await bot.soon(() => hasImage(message))
    await bot.admin.slash(bot.channel, 'flux-admin close')

    for (const label of ['Use prompt', 'Edit', 'Vary', 'Again']) {
      const reply = await bot.anna.click(message, label)
      expect(reply.message.text).toContain('Image generation is closed in this server.')
    }
    expect(bot.flux.stats.submissions).toBe(1)
  })

  test('the owner without Manage Server closes a server, and opens it again, by buttons', async () => {
    await using bot = await startClosed()
    const owner = bot.discord.world.user('otto')
    bot.guild.join(owner)
    bot.discord.world.setOwner(owner)
    await bot.restart()
    const first = await owner.slash(bot.channel, 'flux generate', { prompt: 'the first fox' })
    await bot.soon(() => first.followUps.length > 0)
    const [note] = first.followUps
    if (!note) throw new Error('The owner was not notified.')

    await owner.click(note, 'Close this server')
    expect((await generate(bot)).text).toContain('Image generation is closed in this server.')
    const help = await owner.slash(bot.channel, 'flux help')
    expect(help.message.text).toContain('This server is closed now')
    await owner.click(help.message, 'Open this server')
    expect((await generate(bot)).text).toMatch(accepted)

    const ofMember = await bot.anna.slash(bot.channel, 'flux help')
    expect(ofMember.message.buttons).toEqual([])
  })

  test('direct messages and user installs of a stranger are refused with the user’s id', async () => {
    await using bot = await startClosed()
    bot.anna.installApp()
    const direct = bot.discord.world.directChannel(bot.anna)
    const elsewhere = bot.discord.world.guild('Elsewhere', { botInstalled: false })
    elsewhere.join(bot.anna)

    for (const place of [direct, elsewhere.channel('general')]) {
      const reply = await generate(bot, bot.anna, place)
      expect(reply.text).toContain(`\`FLUXKIT_USERS=${bot.anna.id}\``)
    }
    expect(bot.flux.stats.submissions).toBe(0)
  })

  test('the owner’s first command opens the server for its members; that is kept, shown and logged', async () => {
    await using bot = await startClosed()
    const first = await bot.owner.slash(bot.channel, 'flux generate', { prompt: 'the first fox' })
    await bot.soon(() => first.followUps.length > 0)
    expect(first.followUps[0]?.text).toContain('This server is open now')
    expect(first.followUps[0]?.ephemeral).toBe(true)

    expect((await generate(bot)).text).toMatch(accepted)
    const second = await bot.owner.slash(bot.channel, 'flux help')
    expect(second.followUps).toEqual([])
    const { access } = await bot.store.settings.get(bot.guild.id)
    expect(access).toMatchObject({ isOpen: true, byUserId: bot.owner.id })
    const shown = await bot.admin.slash(bot.channel, 'flux-admin show')
    expect(shown.message.text).toContain('**Image generation**: open to members')
    expect(bot.logged.filter((line) => line.includes('the owner has opened a server'))).toHaveLength(1)
  })

  test('`/flux-admin close` closes it for everybody but the owner, and only the owner opens it again', async () => {
    await using bot = await startClosed()
    await bot.owner.slash(bot.channel, 'flux help')
    await bot.admin.slash(bot.channel, 'flux-admin close')

    expect((await generate(bot)).text).toContain('Image generation is closed in this server.')
    const denied = await bot.admin.slash(bot.channel, 'flux-admin open')
    expect(denied.message.text).toContain('Only the owner of this bot can open this server.')
    expect((await generate(bot, bot.owner)).text).toMatch(accepted)
    expect((await generate(bot)).text).toContain('closed')
    await bot.owner.slash(bot.channel, 'flux-admin open')
    expect((await generate(bot)).text).toMatch(accepted)
  })

  test('a command of the owner in another server opens only that one', async () => {
    await using bot = await startClosed()
    const other = bot.discord.world.guild('Other')
    other.join(bot.owner)
    await bot.owner.slash(other.channel('general'), 'flux help')

    expect((await generate(bot)).text).toContain('FLUXKIT_GUILDS=')
  })

  test('of a team’s application, its accepted members who can change it are the owners', async () => {
    await using bot = await startClosed()
    const { world } = bot.discord
    const [dev, reader, invited] = ['dev', 'reader', 'invited'].map((name) => world.user(name)) as [
      typeof bot.anna,
      typeof bot.anna,
      typeof bot.anna,
    ]
    world.setTeam('Makers', bot.owner, [
      { user: dev, role: 'developer' },
      { user: reader, role: 'read_only' },
      { user: invited, role: 'admin', accepted: false },
    ])
    await bot.restart()
    for (const one of [dev, reader, invited]) bot.guild.join(one)

    expect((await generate(bot, reader)).text).toContain('FLUXKIT_GUILDS=')
    expect((await generate(bot, invited)).text).toContain('FLUXKIT_GUILDS=')
    expect((await generate(bot, dev)).text).toMatch(accepted)
  })
})

describe('with lists', () => {
  test('only the servers and users on them may spend', async () => {
    await using bot = await startClosed({ FLUXKIT_GUILDS: '111111111111111111', FLUXKIT_USERS: '222222222222222222' })

    const here = await generate(bot)
    expect(here.text).toContain(`\`FLUXKIT_GUILDS=…,${bot.guild.id}\``)
    expect(here.text).not.toContain('111111111111111111')
    const direct = await generate(bot, bot.anna, bot.discord.world.directChannel(bot.anna))
    expect(direct.text).toContain(`\`FLUXKIT_USERS=…,${bot.anna.id}\``)
    // Where servers are named, the owner opens none by the way.
    await bot.owner.slash(bot.channel, 'flux help')
    expect((await generate(bot)).text).toContain('FLUXKIT_GUILDS=')
    expect(bot.flux.stats.submissions).toBe(0)
  })
})

describe('the limits that hold unless others are set', () => {
  const images = async (bot: TestBot, count: number, who = bot.anna, where = bot.channel) =>
    (await who.slash(where, 'flux generate', { prompt: 'foxes', count })).message.text

  test('20 images a member a day, until an admin sets another number', async () => {
    await using bot = await startBot({}, { discord: { rateLimits: 'off' } })
    for (let round = 0; round < 5; round++) expect(await images(bot, 4)).toMatch(accepted)

    expect(await images(bot, 1)).toContain('The limit of 20 images a day for each member is reached (20 used).')
    expect(await images(bot, 1, bot.bert)).toMatch(accepted)
    await bot.admin.slash(bot.channel, 'flux-admin limits add', { for: 'user', max: '21', per: 'day' })
    expect(await images(bot, 1)).toMatch(accepted)
    expect(await images(bot, 1)).toContain('The limit of 21 images')
  })

  test('200 images a server a day and 10 a user in direct messages, both as the operator has set them', async () => {
    const env = { FLUXKIT_GUILD_IMAGES_PER_DAY: '6', FLUXKIT_MEMBER_IMAGES_PER_DAY: 'none' }
    await using bot = await startBot(env, { discord: { rateLimits: 'off' } })
    await bot.admin.slash(bot.channel, 'flux-admin limits add', { for: 'guild', max: '900', per: 'day' })
    expect(await images(bot, 4)).toMatch(accepted)

    expect(await images(bot, 4, bot.bert)).toContain('The limit of 6 images a day for the server is reached (4 used).')
    const direct = bot.discord.world.directChannel(bot.anna)
    expect([await images(bot, 4, bot.anna, direct), await images(bot, 4, bot.anna, direct)].join()).not.toContain(
      'limit',
    )
    expect(await images(bot, 4, bot.anna, direct)).toContain('The limit of 10 images a day')
  })

  test('the global monthly stop counts servers and direct messages together', async () => {
    await using bot = await startBot({ FLUXKIT_GLOBAL_MONTHLY_STOP: '0.08' }, { discord: { rateLimits: 'off' } })
    const other = bot.discord.world.guild('Other')
    other.join(bot.bert)
    expect(await images(bot, 1)).toMatch(accepted)
    expect(await images(bot, 1, bot.bert, other.channel('general'))).toMatch(accepted)

    const direct = bot.discord.world.directChannel(bot.anna)
    for (const refusal of [await images(bot, 1, bot.bert), await images(bot, 1, bot.anna, direct)]) {
      expect(refusal).toContain('for everything this bot makes is reached')
    }
    expect(bot.flux.stats.submissions).toBe(2)
  })
})
