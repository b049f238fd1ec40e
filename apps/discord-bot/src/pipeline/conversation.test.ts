import { describe, expect, test } from 'vitest'
import type { Ask } from '../discord/ask.ts'
import type { DiscordPort } from '../discord/discord-port.ts'
import { createConversation, type Conversation } from './conversation.ts'

/** A conversation, and what Discord was told: the name of the call, and `private` for what one person alone sees. */
function opened(): { talk: Conversation; calls: string[]; firstAnswers: () => number } {
  const calls: string[] = []
  let count = 0
  const discord = new Proxy({} as DiscordPort, {
    get:
      (_, name: string) =>
      async (...args: readonly unknown[]) => {
        const { ephemeral = false } = (args[2] ?? {}) as { ephemeral?: boolean }
        calls.push(ephemeral ? `${name} private` : name)
      },
  })
  const talk = createConversation(discord, { locale: 'en-US' } as Ask, 'USD', () => count++)
  return { talk, calls, firstAnswers: () => count }
}
const view = { components: [] }

describe('answers to one interaction', () => {
  test('the first is a reply, later ones change it', async () => {
    const { talk, calls, firstAnswers } = opened()
    await talk.show(view, { isPrivate: false })
    await talk.show(view)

    expect([calls, talk.state, firstAnswers()]).toEqual([['reply', 'editReply'], 'public', 1])
  })

  test('nobody else sees an answer that was not said to be public', async () => {
    const { talk, calls } = opened()
    await talk.show(view)
    await talk.tellPrivately(view)

    expect([calls, talk.state]).toEqual([['reply private', 'editReply'], 'private'])
  })

  test('a refusal after a public answer takes that back and is told to one person', async () => {
    const { talk, calls } = opened()
    await talk.show(view, { isPrivate: false })
    await talk.tellPrivately(view)

    expect(calls).toEqual(['reply', 'deleteReply', 'followUp private'])
  })

  test('after a modal or an update, words come as a message of their own, and nothing is deleted', async () => {
    for (const first of ['openModal', 'update'] as const) {
      const { talk, calls } = opened()
      await talk[first](view as never)
      await talk.tellPrivately(view)

      expect(calls).toEqual([first, 'followUp private'])
    }
  })

  test('an answer that Discord did not take is none: the next is the first again', async () => {
    const calls: string[] = []
    const discord = {
      reply: async () => {
        calls.push('reply')
        if (calls.length === 1) throw new Error('refused')
      },
    }
    const talk = createConversation(discord as never, { locale: 'en-US' } as Ask, 'USD', () => undefined)
    await expect(talk.show(view)).rejects.toThrow('refused')
    await talk.show(view)

    expect(calls).toEqual(['reply', 'reply'])
  })
})
