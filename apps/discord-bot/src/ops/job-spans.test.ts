import { expect, test } from 'vitest'
import { startMs } from '../test/builders.ts'
import { aDurableJob, facts } from '../test/put-job.ts'
import { jobSpans } from './job-spans.ts'

const short = (spans: ReturnType<typeof jobSpans>): unknown[] =>
  spans.map((span) => [span.name, span.startMs - startMs, span.endMs - startMs])

test('a delivered job was queued, submitted, polled, downloaded and delivered', () => {
  const done = facts.done('task-7')
  const attempts = [{ ...done.attempts?.[0], key: '1.1', wire: {}, sentAtMs: startMs + 200 }]
  const task = { id: 'task-7', via: 'answer', atMs: startMs + 500, traceId: 'trace-9' } as const
  const end = { kind: 'done', charged: 'yes', atMs: startMs + 4_600 } as const
  const job = aDurableJob({ id: '1' }, { ...done, createdAtMs: startMs, attempts, task, end })

  const spans = jobSpans(job, { state: 'delivered', atMs: startMs + 5_000 })

  expect(short(spans)).toEqual([
    ['job', 0, 5_000],
    ['queue', 0, 200],
    ['submit', 200, 500],
    ['poll', 500, 4_000],
    ['download', 4_000, 4_600],
    ['deliver', 4_600, 5_000],
  ])
  for (const { attributes } of spans) {
    expect(attributes).toMatchObject({
      'fluxkit.job_id': '1',
      'fluxkit.task_id': 'task-7',
      'fluxkit.trace_id': 'trace-9',
      'fluxkit.outcome': 'done',
      'fluxkit.delivery': 'delivered',
    })
  }
})

test('a job that was never submitted has no other spans than those of its queue and its message', () => {
  const job = aDurableJob({ id: '1' }, { ...facts.cancelled(), createdAtMs: startMs - 100 })
  expect(short(jobSpans(job, { state: 'kept', atMs: startMs + 50 }))).toEqual([
    ['job', -100, 50],
    ['queue', -100, 0],
    ['deliver', 0, 50],
  ])
})

test('a clock that went back makes no span end before it starts', () => {
  const job = aDurableJob({ id: '1' }, { ...facts.done(), createdAtMs: startMs + 60_000 })
  expect(jobSpans(job, { state: 'delivered', atMs: startMs }).every((span) => span.endMs >= span.startMs)).toBe(true)
})

test('a job that nobody is notified of ends when it has ended, and says so', () => {
  const job = aDurableJob({ id: '1' }, { ...facts.cancelled(), createdAtMs: startMs - 100 })
  const spans = jobSpans(job)
  expect(short(spans)).toEqual([
    ['job', -100, 0],
    ['queue', -100, 0],
  ])
  expect(spans[0]?.attributes).toMatchObject({ 'fluxkit.outcome': 'cancelled', 'fluxkit.delivery': 'none' })
})
