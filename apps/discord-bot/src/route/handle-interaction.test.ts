import { expect, test } from 'vitest'
import type { BotInteraction } from '../discord/bot-interaction.ts'
import { createMetrics } from '../ops/metrics.ts'
import { handleInteraction } from './handle-interaction.ts'

test('what fails is logged with its button, but without the words that somebody has searched for', async () => {
  const logged: unknown[] = []
  const note = (fields: unknown): void => void logged.push(fields)
  const interaction = {
    id: '50',
    kind: 'component',
    userId: '300',
    locale: 'en-US',
    customId: 'f1:h:300:1:crimson heron',
    receivedMs: 0,
  }
  const tools = {
    store: { jobs: { history: () => Promise.reject(new Error('the disk is full')) } },
    discord: { reply: async () => undefined },
    clock: { now: () => 0 },
    log: { debug: note, info: note, warn: note, error: note },
    metrics: createMetrics(async () => []),
    config: { FLUXKIT_CURRENCY: 'USD' },
  }

  await handleInteraction(tools as never, interaction as unknown as BotInteraction)

  expect(logged).toMatchObject([{ interactionId: '50', customId: 'f1:h:300:1' }])
  expect(JSON.stringify(logged)).not.toContain('crimson')
})
