import { expect, test } from 'vitest'
import { createConversation } from '../../pipeline/conversation.ts'
import { openTestStore } from '../../test/open-test-store.ts'
import { aJob, startMs } from '../../test/builders.ts'
import { cancelJob } from './cancel.ts'

test('an order whose picture is still being looked at is cancelled and costs nothing', async () => {
  const store = openTestStore()
  await store.jobs.create(aJob(), [], startMs, { owner: 'me', untilMs: startMs + 30_000 })
  const said: unknown[] = []
  const reply = async (...words: unknown[]): Promise<void> => void said.push(words)
  const ask = { userId: '300', locale: 'en-US' }
  const talk = createConversation({ reply } as never, ask as never, 'USD', () => undefined)
  const tools = { store, runner: { wake: () => undefined }, clock: { now: () => startMs } }

  await cancelJob(tools as never, talk, '1')

  expect(JSON.stringify(said)).toContain('Cancelled. Nothing was charged.')
  expect(await store.jobs.get('1')).toMatchObject({ state: 'withdrawn', cancelRequested: true })
  expect((await store.jobs.ledger()).reduce((sum, { units }) => sum + units, 0)).toBe(0)
  // Who was about to put it into the queue finds that it is too late.
  expect(await store.jobs.move('1', 'announced', 'queued', {}, 'me')).toBeUndefined()
  store.close()
})
