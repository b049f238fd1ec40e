import { describe, expect, test } from 'vitest'
import type { BotInteraction } from '../discord/bot-interaction.ts'
import type { DiscordPort } from '../discord/discord-port.ts'
import { createConversation, type Conversation } from './conversation.ts'

/** A conversation, and the calls to Discord: the name of the call, and `private` for what only one user sees. */
function opened(): { conversation: Conversation; calls: string[]; firstAnswers: () => number } {
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
  const conversation = createConversation(discord, { locale: 'en-US' } as BotInteraction, 'USD', () => count++)
  return { conversation, calls, firstAnswers: () => count }
}
const view = { components: [] }

describe('answers to one interaction', () => {
  test('the first is a reply, later ones change it', async () => {
    const { conversation, calls, firstAnswers } = opened()
    await conversation.show(view, { isPrivate: false })
    await conversation.show(view)

    expect([calls, conversation.state, firstAnswers()]).toEqual([['reply', 'editReply'], 'public', 1])
  })

  test('nobody else sees an answer that was not said to be public', async () => {
    const { conversation, calls } = opened()
    await conversation.show(view)
    await conversation.replyPrivately(view)

    expect([calls, conversation.state]).toEqual([['reply private', 'editReply'], 'private'])
  })

  test('a refusal after a public answer takes that back and is shown to one user', async () => {
    const { conversation, calls } = opened()
    await conversation.show(view, { isPrivate: false })
    await conversation.replyPrivately(view)

    expect(calls).toEqual(['reply', 'deleteReply', 'followUp private'])
  })

  test('after a modal or an update, words come as a separate message, and nothing is deleted', async () => {
    for (const first of ['openModal', 'update'] as const) {
      const { conversation, calls } = opened()
      await conversation[first](view as never)
      await conversation.replyPrivately(view)

      expect(calls).toEqual([first, 'followUp private'])
    }
  })

  test('an answer that Discord did not accept does not count: the next is the first again', async () => {
    const calls: string[] = []
    const discord = {
      reply: async () => {
        calls.push('reply')
        if (calls.length === 1) throw new Error('refused')
      },
    }
    const conversation = createConversation(
      discord as never,
      { locale: 'en-US' } as BotInteraction,
      'USD',
      () => undefined,
    )
    await expect(conversation.show(view)).rejects.toThrow('refused')
    await conversation.show(view)

    expect(calls).toEqual(['reply', 'reply'])
  })
})
