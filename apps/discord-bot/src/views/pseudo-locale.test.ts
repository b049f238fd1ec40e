import { errorCodes } from '@fluxkit/core'
import { createTranslate } from '@fluxkit/messages'
import { botMessages } from '@fluxkit/messages/bot'
import { pseudoMessages } from '@fluxkit/messages/testing'
import { expect, test } from 'vitest'
import type { MessageView } from '../discord/discord-port.ts'
import { refused } from '../limits/refusal.ts'
import type { ViewContext } from './context.ts'
import { limitText, refusalView } from './refusal-view.ts'
import { failureView } from './failure-view.ts'

const t = createTranslate('en', pseudoMessages(botMessages.en))
const context: ViewContext = { t, locale: 'en', currency: 'USD' }

/** Text that a user sees and that is in no message. Mentions and times are Discord's. */
function untranslated(view: MessageView): string[] {
  const texts = JSON.stringify(view).match(/"(?:content|label)":"(?:[^"\\]|\\.)*"/g) ?? []
  return texts.flatMap(
    (text) =>
      text
        .replace(/^"\w+":/, '')
        .replaceAll(/⟦[^⟦⟧]*⟧/g, '')
        .match(/\p{L}{2,}/gu) ?? [],
  )
}

const job = { id: '42', place: { userId: '7' }, request: { prompt: '1' } }

test.each(Object.keys(errorCodes))('a failure with the code %s has no text outside of messages', (code) => {
  for (const state of ['failed', 'overdue', 'cancelled']) {
    const failed = { ...job, state, failure: { code, charged: 'unknown', traceId: '9' } }
    expect(untranslated(failureView(failed as never, { mention: true }, context))).toEqual([])
  }
})

test.each([
  refused('refusedBlocked'),
  refused('refusedSize', { model: '1', size: '2x2', nearest: '1x1' }),
  refused('refusedCount', { max: 1 }),
  refused('refusedPrompt', { max: 4000 }),
])('a refusal has no text outside of messages: %j', (refusal) => {
  expect(untranslated(refusalView(refusal, '42', context))).toEqual([])
})

test('a limit is one message, of images and of money', () => {
  for (const measure of ['images', 'money'] as const) {
    const text = limitText({ scope: 'user', per: 'day', max: 2, measure }, context)
    expect(text.replaceAll(/⟦[^⟦⟧]*⟧/g, '')).toBe('')
  }
})
