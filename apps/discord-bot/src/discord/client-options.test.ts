import { Client, type Guild, type Message, type User } from 'discord.js'
import { expect, onTestFinished, test } from 'vitest'
import { clientOptions } from './client-options.ts'

function aClient(): Client {
  const client = new Client(clientOptions('http://127.0.0.1:1/api'))
  onTestFinished(() => client.destroy())
  return client
}

test('people are not kept, servers are', () => {
  const client = aClient()
  client.users.cache.set('1', {} as User)
  client.guilds.cache.set('1', {} as Guild)

  expect([client.users.cache.size, client.guilds.cache.size]).toEqual([0, 1])
})

test('no messages, members, emojis or threads are kept', () => {
  const make = aClient().options.makeCache
  const kinds = ['GuildMessageManager', 'DMMessageManager', 'GuildMemberManager', 'GuildEmojiManager', 'ThreadManager']
  const sizes = kinds.map((name) => {
    const kind = Object.defineProperty(() => undefined, 'name', { value: name })
    const cache = (make as unknown as (...args: unknown[]) => Map<string, Message>)(kind, Object, kind)
    return cache.set('1', {} as Message).size
  })

  expect(sizes).toEqual([0, 0, 0, 0, 0])
})

test('the bot’s messages mention nobody unless asked, and it only requests servers', () => {
  const { allowedMentions, intents } = aClient().options

  expect(allowedMentions).toEqual({ parse: [] })
  expect(intents.toArray()).toEqual(['Guilds'])
})
