import { expect, test } from 'vitest'
import type { Conversation } from '../pipeline/conversation.ts'
import type { HandlerTools } from '../pipeline/handler-tools.ts'
import { commands, components } from './registry.ts'

// An interaction may be delivered twice. Each handler either notices that, or is one of these, whose second run changes nothing.

const repeatable = [
  // They read.
  'flux show',
  'flux history',
  'flux status',
  'flux models',
  'flux usage',
  'flux help',
  'flux presets list',
  'flux privacy policy',
  'flux privacy export',
  'flux privacy delete',
  'flux-admin show',
  'historyPage',
  'showJob',
  'report',
  'retry',
  'delete',
  // What they write has the id of the interaction.
  'flux generate',
  'flux edit',
  'again',
  'more',
  'vary',
  'usePrompt',
  'promptModal',
  'editModal',
  'chooseVariation',
  'chooseModel',
  // What they name stays as they have made it.
  'compare',
  'cancel',
  'confirmDelete',
  'discard',
  'dropComparison',
  'generate',
]

/** Tools of a process that hears of an interaction as the second one. Everything else throws. */
const tools = {
  store: { duties: { take: async () => false } },
  log: { info: () => undefined },
} as unknown as HandlerTools
const conversation = { interaction: { id: '1' } } as Conversation

test('what isn’t in this list does nothing for an interaction that was handled before', async () => {
  const handlers = {
    ...Object.fromEntries(Object.entries(commands).map(([name, { run }]) => [name, () => run(tools, conversation)])),
    ...Object.fromEntries(
      Object.entries(components).map(([verb, handle]) => [
        verb,
        () => handle(tools, conversation, { verb, subject: '1' } as Parameters<typeof handle>[2]),
      ]),
    ),
  }
  const repeated: string[] = []
  for (const [name, run] of Object.entries(handlers)) {
    await Promise.resolve()
      .then(run)
      .catch(() => repeated.push(name))
  }

  expect(repeated.toSorted()).toEqual(repeatable.toSorted())
})
