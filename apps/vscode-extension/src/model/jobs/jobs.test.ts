import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { groupByDay } from './by-day.ts'
import { aJob } from './fixture.ts'
import { isCollectable, mayBePaid } from './job.ts'
import { readJob } from './read-job.ts'
import { acceptedLate, collecting, done, failed, saved, stopped, takenUp } from './transitions.ts'

describe('a job that another window left', () => {
  test('before anything was sent has failed, and nothing was charged', () => {
    const job = takenUp(aJob({ state: 'created' }), 5)
    expect([job.state, job.failure?.code, job.failure?.charged]).toEqual(['failed', 'interrupted', 'no'])
  })
  test('while the order was on its way has an unknown outcome', () => {
    const job = takenUp(aJob({ state: 'submitting' }), 5)
    expect([job.state, job.failure?.charged]).toEqual(['unknown', 'unknown'])
  })
  test.each(['running', 'saving'] as const)('in state %s goes on as it is', (state) => {
    const job = aJob({ state, taskId: 't1' })
    expect(takenUp(job, 5)).toBe(job)
  })
})

describe('what can be collected later', () => {
  test('a job that was stopped after its submission', () => {
    expect(isCollectable(stopped(aJob({ state: 'running', taskId: 't1' }), 5))).toBe(true)
  })
  test('a job that was stopped in mid-submission, once its answer came late', () => {
    const job = stopped(aJob({ state: 'submitting' }), 5)
    expect(isCollectable(job)).toBe(false)
    expect(isCollectable(acceptedLate(job, 't1', 4))).toBe(true)
  })
  test('a job of an unknown outcome, once its task id has come', () => {
    const job = failed(aJob(), { code: 'outcome_unknown', summary: '', charged: 'unknown' }, 5)
    expect([isCollectable(job), isCollectable({ ...job, taskId: 't1' })]).toEqual([false, true])
  })
  test.each([
    ['image_unavailable', true],
    ['wait_deadline', true],
    ['write_failed', true],
    ['api_error', true],
    ['bad_answer', true],
    ['no_api', true],
    ['used_up', true],
    ['unexpected', true],
    ['unknown_task', true],
    ['task_failed', false],
    ['moderated', false],
  ])('a job that failed by %s: %s', (code, collectable) => {
    const job = failed(aJob({ taskId: 't1' }), { code, summary: '', charged: 'yes' }, 5)
    expect(isCollectable(job)).toBe(collectable)
  })
  test('nothing without a task id', () => {
    expect(isCollectable(stopped(aJob(), 5))).toBe(false)
  })
})

describe('an order that is made again', () => {
  const unknown = { code: 'outcome_unknown', summary: '', charged: 'unknown' } as const
  const refused = { code: 'moderated', summary: '', charged: 'no' } as const
  test.each([
    ['while the first one runs', aJob({ state: 'running', taskId: 't1' })],
    ['after its answer was lost', failed(aJob({ state: 'submitting' }), unknown, 5)],
    ['after it was stopped in mid-submission', stopped(aJob({ state: 'submitting' }), 5)],
    ['while its picture waits at the service', stopped(aJob({ state: 'running', taskId: 't1' }), 5)],
  ])('%s may cost a second time', (_, job) => {
    expect(mayBePaid(job)).toBe(true)
  })
  test.each([
    ['that was refused', failed(aJob({ state: 'submitting' }), refused, 5)],
    ['that was stopped before anything was sent', stopped(aJob(), 5)],
    ['of the sandbox', stopped(aJob({ state: 'running', taskId: 't1', sandbox: true }), 5)],
    ['that brought its picture', done(aJob({ state: 'saving', taskId: 't1' }), 5)],
  ])('%s asks nothing', (_, job) => {
    expect(mayBePaid(job)).toBe(false)
  })
})

test.each([
  ['created', 'no'],
  ['submitting', 'unknown'],
  ['running', 'unknown'],
] as const)('a job that was stopped in state %s: charged %s', (state, charged) => {
  expect(stopped(aJob({ state }), 5).failure?.charged).toBe(charged)
})

test('a job that has ended belongs to no window', () => {
  const owner = { windowId: 'w', pid: 1, host: 'h' }
  const failure = { code: 'task_failed', summary: '', charged: 'yes' } as const
  const ends = [done(aJob({ owner }), 5), stopped(aJob({ owner }), 5), failed(aJob({ owner }), failure, 5)]
  expect(ends.map((job) => job.owner)).toEqual([undefined, undefined, undefined])
})

test('collecting asks the service again, or only fetches what it had named', () => {
  expect(collecting(aJob({ state: 'stopped', taskId: 't' })).state).toBe('running')
  expect(collecting(aJob({ state: 'failed', taskId: 't', imageUrls: ['https://x/y.png'] })).state).toBe('saving')
})

test('a picture that is saved again takes the place of the first', () => {
  const file = { index: 0, uri: 'file:///a.png', width: 1, height: 1 }
  expect(saved(saved(aJob(), file), { ...file, uri: 'file:///b.png' }).files).toEqual([
    { ...file, uri: 'file:///b.png' },
  ])
})

describe('on disk', () => {
  test('a job reads as it was written', () => {
    const job = stopped(aJob({ taskId: 't1', size: '1:1' }), 5)
    expect(readJob(JSON.stringify(job))).toEqual(job)
  })
  test('a file that was cut is no job', () => {
    const text = JSON.stringify(aJob())
    fc.assert(fc.property(fc.nat(text.length - 1), (length) => readJob(text.slice(0, length)) === undefined))
  })
  test('any JSON is read without failing', () => {
    fc.assert(fc.property(fc.json(), (text) => readJob(text) === undefined))
  })
  test.each([
    { version: 2 },
    { id: '../../etc/passwd' },
    { state: 'odd' },
    { files: [null] },
    { target: null },
    { taskId: 5 },
  ])('a job with %j is none', (part) => {
    expect(readJob(JSON.stringify({ ...aJob(), ...part }))).toBeUndefined()
  })
})

test('history is grouped by local day, newest first', () => {
  const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime()
  const days = groupByDay([
    aJob({ id: 'a0000000', createdAtMs: at(21, 23) }),
    aJob({ id: 'b0000000', createdAtMs: at(22, 1) }),
    aJob({ id: 'c0000000', createdAtMs: at(22, 9) }),
  ])
  expect(days.map(({ date, jobs }) => [date, jobs.map((job) => job.id)])).toEqual([
    ['2026-11-22', ['c0000000', 'b0000000']],
    ['2026-11-21', ['a0000000']],
  ])
})
