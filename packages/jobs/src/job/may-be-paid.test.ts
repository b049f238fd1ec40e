import { describe, expect, test } from 'vitest'
import { aJob } from '../testing/store-suite/a-job.ts'
import type { Attempt, End, Job } from './job.ts'
import { isOwed } from './is-owed.ts'
import { mayBePaid } from './may-be-paid.ts'

const sent = (kind?: 'accepted' | 'refused' | 'not_sent' | 'unknown', key = 'job-1.1'): Attempt => ({
  key,
  wire: {},
  sentAtMs: 1,
  ...(kind && { outcome: { kind } }),
})
const task = { id: 'task-1', via: 'answer' } as const
const image = { url: 'https://a.example/1.png', tries: 0 }
const end = (kind: End['kind'], charged: End['charged']): End => ({ kind, charged, atMs: 2 })

describe('a job may be paid for', () => {
  test.each<[string, Partial<Job>]>([
    ['while a submission has no answer', { attempts: [sent()] }],
    ['when the answer was lost', { attempts: [sent('unknown')] }],
    ['when it was accepted', { attempts: [sent('accepted')] }],
    ['when its task is known', { task }],
    ['when its task failed and nobody knows', { task, end: end('failed', 'unknown') }],
    ['when a failed task shows a link', { task, images: [image], end: end('failed', 'no') }],
    ['when a cost came', { task, cost: { amount: 0.2, currency: 'credit' }, end: end('failed', 'no') }],
    ['when it is done', { task, images: [image], end: end('done', 'yes') }],
    ['when a user discarded it', { attempts: [sent('unknown')], end: end('discarded', 'unknown') }],
    [
      'when an earlier submission was lost, whatever became of the next',
      { attempts: [sent('unknown'), sent('refused')], end: end('failed', 'no') },
    ],
    [
      'when an earlier submission was lost and the task of the next failed free of charge',
      { attempts: [sent('unknown'), sent('accepted')], task, end: end('failed', 'no') },
    ],
    [
      'when two submissions were lost and the task of one of them failed free of charge',
      { attempts: [sent('unknown'), sent('unknown')], task, end: end('failed', 'no') },
    ],
  ])('%s', (_, facts) => {
    expect(mayBePaid(aJob(facts))).toBe(true)
  })
})

describe('a job is proved to be free', () => {
  test.each<[string, Partial<Job>]>([
    ['before anything was sent', {}],
    ['when every submission was refused or never sent', { attempts: [sent('refused'), sent('not_sent')] }],
    ['when it was cancelled before anything was sent', { end: end('cancelled', 'no') }],
    ['when its task failed free of charge', { attempts: [sent('accepted')], task, end: end('failed', 'no') }],
    [
      'when the task that was found for it failed free of charge',
      { attempts: [sent()], task, end: end('failed', 'no') },
    ],
    ['in the sandbox', { service: 'sandbox:1', attempts: [sent('unknown')] }],
  ])('%s', (_, facts) => {
    expect(mayBePaid(aJob(facts))).toBe(false)
  })
})

describe('an image is owed', () => {
  test.each<[string, boolean, Partial<Job>]>([
    ['by a job that was lost', true, { attempts: [sent('unknown')] }],
    ['by a job whose image isn’t saved', true, { task, images: [image], end: end('done', 'yes') }],
    ['by a failed job that shows a link', true, { task, images: [image], end: end('failed', 'unknown') }],
    ['not by a job that was never sent', false, {}],
    ['not by a job whose images are saved', false, { images: [{ ...image, kept: '/a.png' }], end: end('done', 'yes') }],
    ['not by a job that a user discarded', false, { attempts: [sent()], end: end('discarded', 'unknown') }],
    ['not by a failed task', false, { task, end: end('failed', 'unknown') }],
  ])('%s', (_, owed, facts) => {
    expect(isOwed({ job: aJob(facts) })).toBe(owed)
  })

  test('by a record that can’t be read', () => {
    expect(isOwed({ damaged: 'The record is empty.' })).toBe(true)
  })
})
