import { ConnectionError, FluxError, SaveError, TaskFailedError, WaitDeadlineError } from '@fluxkit/core/node'
import type { Job, RunResult } from '@fluxkit/jobs'
import { aJob } from '@fluxkit/jobs/testing'
import { describe, expect, it } from 'vitest'
import { type Problem, problemOf } from './outcome.ts'

const sent = { key: 'k', wire: {}, sentAtMs: 0 }
const task = { id: 'task-1', via: 'answer' } as const
const image = { url: 'https://img.example/1.png', tries: 1 }
const saved = { ...image, kept: '/fox.png' }
const ended = (kind: 'done' | 'failed' | 'cancelled' | 'discarded', charged: 'no' | 'unknown' | 'yes') =>
  ({ end: { kind, charged, atMs: 0, code: 'task_failed', summary: 'No GPU.' } }) as const

function problem(why: RunResult<unknown>['why'], facts: Partial<Job>, error?: unknown): Problem | undefined {
  return problemOf('job-1', { why, job: aJob(facts), error }, { nowMs: 0, account: 'acc-1' })
}

describe('problemOf', () => {
  it('is nothing when all images are saved', () => {
    expect(problem('ended', { task, images: [saved], ...ended('done', 'yes') })).toBeUndefined()
  })

  it('says that fewer images arrived than were requested', () => {
    const facts = { request: { action: 'generate', prompt: 'x', count: 3 }, images: [saved], readyAtMs: 1, task }
    expect(problem('ended', { ...facts, ...ended('done', 'yes') })).toMatchObject({
      exitCode: 11,
      facts: { code: 'fewer_images', message: '1 of 3 images arrived.', charged: 'yes' },
    })
  })

  it('names the command that looks for a lost submission again, and never says that nothing was charged', () => {
    const lost = { kind: 'unknown', code: 'api_error', summary: 'The service failed.', traceId: 'trace-1' } as const
    const offline = new ConnectionError('not_sent', 'Offline.')
    expect(problem('resting', { attempts: [{ ...sent, outcome: lost }] }, offline)).toMatchObject({
      exitCode: 7,
      facts: {
        code: 'api_error',
        message: 'The service failed.',
        charged: 'unknown',
        traceId: 'trace-1',
        recover: 'fluxkit wait job-1',
        advice: expect.stringContaining('`fluxkit adopt TASK_ID --job job-1`'),
      },
    })
  })

  it('says that the answer was lost when the process that waited for it is gone', () => {
    expect(problem('resting', { attempts: [sent] })).toMatchObject({
      exitCode: 7,
      facts: { code: 'outcome_unknown', message: 'The answer to the submission was lost.', charged: 'unknown' },
    })
  })

  it('names the task that still runs', () => {
    const deadline = new WaitDeadlineError(60_000, { taskId: 'task-1' })
    expect(problem('resting', { attempts: [sent], task }, deadline)).toMatchObject({
      exitCode: 9,
      facts: { code: 'wait_deadline', taskId: 'task-1', recover: 'fluxkit wait task-1' },
    })
  })

  it('shows links and another folder when images cannot be saved', () => {
    const full = new SaveError('The disk is full.')
    expect(problem('resting', { attempts: [sent], task, images: [image] }, full)).toMatchObject({
      exitCode: 10,
      facts: { charged: 'yes', imageUrls: ['https://img.example/1.png'], recover: 'fluxkit wait task-1 --out DIR' },
    })
  })

  it('calls a connection that broke during a download an image that is not saved', () => {
    const error = new ConnectionError('connection_lost', 'Lost.')
    expect(problem('resting', { attempts: [sent], task, images: [image] }, error)).toMatchObject({
      exitCode: 10,
      facts: { code: 'connection_lost', charged: 'unknown', recover: 'fluxkit wait task-1' },
    })
  })

  it('keeps the proof that nothing was charged', () => {
    const refused = new FluxError('moderated', 'Refused.')
    const facts = { attempts: [{ ...sent, outcome: { kind: 'refused' } as const }], ...ended('failed', 'no') }
    expect(problem('ended', { ...facts, end: { ...facts.end, code: 'moderated' } }, refused)).toMatchObject({
      exitCode: 5,
      facts: { code: 'moderated', charged: 'no' },
    })
  })

  it('does not take a failed download for the reason why a task failed', () => {
    const gone = new FluxError('image_unavailable', 'Gone.')
    expect(
      problem('ended', { attempts: [sent], task, images: [image], ...ended('failed', 'unknown') }, gone),
    ).toMatchObject({
      exitCode: 8,
      facts: { code: 'task_failed', message: 'Job job-1 failed: No GPU.', charged: 'unknown' },
    })
  })

  it('reports a task that failed in this run as it was reported', () => {
    const error = new TaskFailedError('No GPU.', { taskId: 'task-1', traceId: 'trace-1', charged: 'no' })
    const accepted = { ...sent, outcome: { kind: 'accepted' } as const }
    expect(problem('ended', { attempts: [accepted], task, ...ended('failed', 'no') }, error)).toMatchObject({
      exitCode: 8,
      facts: { message: 'No GPU.', charged: 'no', traceId: 'trace-1' },
    })
  })

  it.each([
    ['held', {}, 'job_busy', 9],
    ['lost', {}, 'job_busy', 9],
    ['left', {}, 'never_submitted', 6],
    ['elsewhere', { service: 'https://other.example' }, 'other_service', 9],
    ['blocked', { attempts: [sent], task, account: 'acc-2' }, 'other_account', 9],
    ['ended', ended('cancelled', 'no'), 'given_up', 8],
  ] as const)('of a job that is %s', (why, facts, code, exitCode) => {
    expect(problem(why, facts)).toMatchObject({ exitCode, facts: { code } })
  })

  it('of a journal that cannot be written says so, and that nothing was submitted', () => {
    const full = Object.assign(new Error('full'), { syscall: 'write', path: '/data/jobs/1', code: 'ENOSPC' })
    expect(problem('blocked', {}, full)).toMatchObject({ exitCode: 1, facts: { code: 'file_system', charged: 'no' } })
  })

  it('of a record that cannot be read may be charged', () => {
    expect(problemOf('job-1', { why: 'damaged' }, { nowMs: 0, account: 'acc-1' })).toMatchObject({
      exitCode: 7,
      facts: { code: 'damaged_record', charged: 'unknown' },
    })
  })
})
