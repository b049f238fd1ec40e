import { expect, test } from 'vitest'
import type { BookedJob } from './books.ts'
import { complaintsIn, type Findings, openIn } from './complaints.ts'

// What the rounds would report: each kind of loss is found.

const job: BookedJob = {
  id: '7',
  prompt: 'fox',
  state: 'succeeded',
  delivery: 'delivered',
  notice: 'result',
  units: 300,
}
const task = { prompt: 'fox', state: 'succeeded' } as const
const message = { deleted: false, text: '', images: [{}], buttons: [{ customId: 'f1:a:7' }] }
const found = (changes: Partial<Record<keyof Findings, readonly object[]>> = {}): Findings =>
  ({ replies: [], messages: [message], tasks: [task], jobs: [job], ...changes }) as unknown as Findings

test('one job, one task, one message and its cost are no complaint', () => {
  expect(complaintsIn(found())).toEqual([])
  expect(openIn(found())).toEqual([])
})

test.each<[string, Findings]>([
  ['a task without a job was made: fox', found({ jobs: [], messages: [] })],
  ['2 tasks were made', found({ tasks: [task, task] })],
  ['2 messages show its images', found({ messages: [message, message] })],
  ['0 messages show its images', found({ messages: [{ ...message, deleted: true }] })],
  ['0 messages show its images', found({ messages: [{ ...message, images: [] }] })],
  ['a paid image is lost', found({ jobs: [{ ...job, state: 'failed', units: 0 }], messages: [] })],
  ['it has an image that nobody made', found({ tasks: [] })],
  ['the ledger has 600', found({ jobs: [{ ...job, units: 600 }] })],
  ['the ledger has 300', found({ jobs: [{ ...job, state: 'withdrawn' }], messages: [], tasks: [] })],
])('%s', (complaint, findings) => {
  expect(complaintsIn(findings).map((text) => text.split(': job')[0])).toContain(complaint)
})

test.each<[string, Findings]>([
  ['an interaction without an answer', found({ replies: [{ interactionId: '9', state: 'waiting' }] })],
  ['a job that runs', found({ jobs: [{ ...job, state: 'running' }] })],
  ['a message that is to be sent', found({ jobs: [{ ...job, delivery: 'pending' }] })],
  ['a lost submission that the service has', found({ jobs: [{ ...job, state: 'unknown', notice: 'unknown' }] })],
  ['progress that nobody replaces', found({ messages: [{ ...message, images: [], text: '⏳ In the queue.' }] })],
])('%s is not over', (_, findings) => {
  expect(openIn(findings)).toHaveLength(1)
})
