import { expect, test } from 'vitest'
import { AnsweredElsewhere } from '../discord/answered-elsewhere.ts'
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

test('a failure after the interaction was acknowledged is reported in a separate message', async () => {
  const sent: string[] = []
  const note = (): void => undefined
  const tools = {
    store: { jobs: { get: async () => undefined, history: () => Promise.reject(new Error('the disk is full')) } },
    discord: {
      defer: async () => undefined,
      reply: () => Promise.reject(new AnsweredElsewhere(new Error('40060'))),
      followUp: async (...args: readonly unknown[]) => void sent.push(JSON.stringify(args.slice(1))),
    },
    clock: { now: () => 0 },
    log: { debug: note, info: note, warn: note, error: note },
    metrics: createMetrics(async () => []),
    config: { FLUXKIT_CURRENCY: 'USD' },
  }
  const interaction = { id: '50', kind: 'command', command: 'flux history', options: {}, customId: '', userId: '300' }

  await handleInteraction(tools as never, { ...interaction, locale: 'en-US' } as unknown as BotInteraction)

  expect(sent).toHaveLength(1)
  expect(sent[0]).toContain('⚠️')
  expect(sent[0]).toContain('"ephemeral":true')
})
