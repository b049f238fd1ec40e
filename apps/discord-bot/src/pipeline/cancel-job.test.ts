import { expect, onTestFinished, test } from 'vitest'
import { createConversation } from './conversation.ts'
import { openTestStore } from '../test/open-test-store.ts'
import { facts, putJob } from '../test/put-job.ts'
import { cancelJob } from './cancel-job.ts'

async function cancelled(outcome: 'cancelled' | 'running', changes: Parameters<typeof putJob>[2] = {}) {
  const store = await openTestStore()
  onTestFinished(() => store.close())
  await putJob(store, {}, changes)
  const reported: unknown[] = []
  const ids: string[] = []
  const reply = async (...text: unknown[]): Promise<void> => void reported.push(text)
  const conversation = createConversation(
    { reply } as never,
    { userId: '300', locale: 'en-US' } as never,
    'USD',
    () => undefined,
  )
  const cancel = async (id: string) => {
    ids.push(id)
    return outcome
  }
  await cancelJob({ store, runner: { cancel } } as never, conversation, '1')
  return { text: JSON.stringify(reported), ids }
}

test('what waits is cancelled, and nothing was charged', async () => {
  expect(await cancelled('cancelled')).toMatchObject({
    text: expect.stringContaining('Cancelled. Nothing was charged.'),
    ids: ['1'],
  })
})

test('what may be paid for already continues, and that is said', async () => {
  expect((await cancelled('running', facts.accepted())).text).toContain('may still be charged')
})

test('what has ended cannot be cancelled', async () => {
  expect(await cancelled('running', facts.done())).toMatchObject({
    text: expect.stringContaining('nothing running'),
    ids: [],
  })
})
