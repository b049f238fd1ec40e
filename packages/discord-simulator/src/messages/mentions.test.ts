import { expect, test } from 'vitest'
import { errorCodes } from '../testing/error-codes.ts'
import { startRawBot, type RawBot } from '../testing/raw-bot.ts'
import { findPings, type MentionRules } from './mentions.ts'

const rules: MentionRules = {
  allowed: undefined,
  isInteractionReply: false,
  mayMentionEveryone: true,
  isUser: (id) => id === '1' || id === '2',
  roleIsMentionable: (id) => (id === '5' ? false : undefined),
}

test('a channel message without allowed_mentions notifies everybody that it names', () => {
  expect(findPings('@everyone <@1> <@!2> <@&5> <@9>', rules)).toEqual({
    everyone: true,
    userIds: ['1', '2'],
    roleIds: ['5'],
  })
})

test('an interaction reply without allowed_mentions notifies users only', () => {
  const pings = findPings('@everyone <@1> <@&5>', { ...rules, isInteractionReply: true })
  expect(pings).toEqual({ everyone: false, userIds: ['1'], roleIds: [] })
})

test.each([
  ['nothing at all', { parse: [] }, { everyone: false, userIds: [], roleIds: [] }],
  ['users', { parse: ['users'] }, { everyone: false, userIds: ['1', '2'], roleIds: [] }],
  ['one user', { users: ['2'] }, { everyone: false, userIds: ['2'], roleIds: [] }],
  ['roles', { parse: ['roles'] }, { everyone: false, userIds: [], roleIds: ['5'] }],
  ['everyone', { parse: ['everyone'] }, { everyone: true, userIds: [], roleIds: [] }],
])('allowed_mentions lets through %s', (_name, allowed, expected) => {
  expect(findPings('@here <@1> <@2> <@&5>', { ...rules, allowed })).toEqual(expected)
})

test('without the permission neither everyone nor a role that is not mentionable is notified', () => {
  const pings = findPings('@everyone <@&5>', { ...rules, mayMentionEveryone: false })
  expect(pings).toEqual({ everyone: false, userIds: [], roleIds: [] })
})

test.each(['`@everyone`', '```\n<@1>\n```', '@\u200beveryone', '<@\u200b1>', '@every one'])(
  '%j notifies nobody',
  (text) => {
    expect(findPings(text, rules)).toEqual({ everyone: false, userIds: [], roleIds: [] })
  },
)

test.each(['\\@everyone', '**@everyone**', '> @here', '||@everyone||', '[@everyone](https://a.b)'])(
  'markdown does not protect: %j',
  (text) => {
    expect(findPings(text, rules).everyone).toBe(true)
  },
)

async function post(bot: RawBot, json: object): Promise<boolean> {
  await bot.call('POST', `/channels/${bot.channel.id}/messages`, json)
  return bot.channel.messages.at(-1)!.pinged
}

test('text displays notify as content does', async () => {
  await using bot = await startRawBot()
  const components = [{ type: 10, content: `<@${bot.anna.id}>` }]
  expect(await post(bot, { flags: 32_768, components })).toBe(true)
  expect(await post(bot, { flags: 32_768, components, allowed_mentions: { parse: [] } })).toBe(false)
})

test('parse and ids of the same kind exclude each other', async () => {
  await using bot = await startRawBot()
  const answer = await bot.call('POST', `/channels/${bot.channel.id}/messages`, {
    content: 'a',
    allowed_mentions: { parse: ['users'], users: ['1'] },
  })
  expect(errorCodes(answer.body.errors)).toEqual(['allowed_mentions MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE'])
})

test('the edit of a finished message notifies nobody', async () => {
  await using bot = await startRawBot()
  const { body } = await bot.call('POST', `/channels/${bot.channel.id}/messages`, { content: 'a' })
  await bot.call('PATCH', `/channels/${bot.channel.id}/messages/${body.id}`, { content: `<@${bot.anna.id}>` })
  expect(bot.channel.messages[0]?.pinged).toBe(false)
})
