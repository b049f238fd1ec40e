import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Attempt } from './attempt.ts'
import { type Candidate, matchAttempts, signatureOf } from './match-attempts.ts'

const startMs = 1_764_000_000_000
const fox = { action: 'generate', prompt: 'a red fox', model: 'flux-dev', size: '1024x1024', count: 1, async: true }

const attempt = (fields: object = {}, rest: Partial<Attempt> = {}): Attempt => ({
  wire: { ...fox, ...fields },
  sentAtMs: startMs,
  serverOffsetMs: 0,
  ...rest,
})

const task = (id: string, echo: object = fox, atMs = 500): Candidate => ({
  id,
  createdAtMs: startMs + atMs,
  raw: { id, request: echo },
})

/** The ids that attempts are matched with, in the order of the attempts. */
function ids(attempts: readonly Attempt[], tasks: readonly Candidate[]): (string | undefined)[] {
  const found = matchAttempts(attempts, tasks)
  return attempts.map((each) => found.get(each)?.id)
}

describe('a lost submission is the task', () => {
  test('that echoes its request, in the time in which it was sent', () => {
    expect(ids([attempt()], [task('a')])).toEqual(['a'])
  })

  test('of which the service echoes only the prompt', () => {
    expect(ids([attempt()], [task('a', { prompt: ' a red fox ' })])).toEqual(['a'])
  })

  test('whose callback URL is that of its job, whenever it was created and whatever else it echoes', () => {
    const url = 'https://bot.example.com/cb/am9iLTE/x'
    const own = attempt({ callback_url: url }, { key: 'job-1' })
    expect(ids([own], [task('a'), task('b', { callback_url: url }, 9_000_000)])).toEqual(['b'])
  })

  test('that comes first, when a browser has sent the request twice', () => {
    const url = 'https://bot.example.com/cb/am9iLTE/x'
    const own = attempt({ callback_url: url }, { key: 'job-1' })
    const twice = [task('b', { ...fox, callback_url: url }, 900), task('a', { ...fox, callback_url: url }, 300)]
    expect(ids([own], twice)).toEqual(['a'])
  })

  test('by the clock of the service', () => {
    const late = attempt({}, { serverOffsetMs: 3_600_000 })
    expect(ids([late], [task('a', fox, 3_600_500)])).toEqual(['a'])
    expect(ids([late], [task('a', fox, 500)])).toEqual([undefined])
  })

  test('created at any time until the latest moment at which it may have been sent', () => {
    const supposed = attempt({}, { latestMs: startMs + 7_200_000 })
    expect(ids([supposed], [task('a', fox, 7_200_500)])).toEqual(['a'])
    expect(ids([supposed], [task('a', fox, 7_400_000)])).toEqual([undefined])
    expect(ids([attempt()], [task('a', fox, 7_200_500)])).toEqual([undefined])
  })

  test('by a clock that is not more than a minute off, when nobody has compared the clocks', () => {
    const guess = attempt({}, { serverOffsetMs: undefined })
    expect(ids([guess], [task('a', fox, -59_000)])).toEqual(['a'])
    expect(ids([guess], [task('a', fox, -61_000)])).toEqual([undefined])
  })
})

describe('a lost submission is not the task', () => {
  test.each([
    ['of another prompt', { ...fox, prompt: 'a red fox!' }],
    ['of another model', { ...fox, model: 'flux-pro' }],
    ['of another size', { ...fox, size: '1:1' }],
    ['of another number of images', { ...fox, count: 2 }],
    ['of another action', { ...fox, action: 'edit' }],
    ['of another image', { ...fox, image_url: 'https://example.com/a.png' }],
    ['that echoes nothing', {}],
    ['that echoes no prompt', { action: 'generate', model: 'flux-dev' }],
    ['of another job', { ...fox, callback_url: 'https://bot.example.com/cb/other' }],
  ])('%s', (_, echo) => {
    expect(ids([attempt()], [task('a', echo)])).toEqual([undefined])
  })

  test('that was created before it was sent, or long after', () => {
    expect(ids([attempt()], [task('a', fox, -2_001)])).toEqual([undefined])
    expect(ids([attempt()], [task('a', fox, 122_001)])).toEqual([undefined])
    expect(ids([attempt()], [{ id: 'a', raw: { request: fox } }])).toEqual([undefined])
  })

  test('of an edit of another image', () => {
    const night = { action: 'edit', prompt: 'make it night', image_url: 'https://example.com/a.png' }
    expect(ids([attempt(night)], [task('a', { ...night, image_url: 'https://example.com/b.png' })])).toEqual([
      undefined,
    ])
  })
})

describe('several lost submissions', () => {
  const first = attempt({}, { sentAtMs: startMs })
  const second = attempt({}, { sentAtMs: startMs + 1_000 })

  test('that are alike are matched in order, when there are as many tasks', () => {
    expect(ids([second, first], [task('b', fox, 1_400), task('a', fox, 400)])).toEqual(['b', 'a'])
  })

  test('that are alike are matched with nothing, when there are more or fewer tasks', () => {
    expect(ids([first, second], [task('a')])).toEqual([undefined, undefined])
    expect(ids([first, second], [task('a'), task('b'), task('c')])).toEqual([undefined, undefined])
    expect(ids([first], [task('a'), task('b')])).toEqual([undefined])
  })

  test('that are alike but for their jobs are matched in order where tasks do not echo their callback URLs', () => {
    const jobs = [first, second].map((each, at) => ({
      ...each,
      key: `job-${at}`,
      wire: { ...each.wire, callback_url: `https://bot.example.com/cb/${at}` },
    }))
    expect(ids(jobs, [task('a', fox, 400), task('b', fox, 1_400)])).toEqual(['a', 'b'])
  })

  test('that are not alike are matched each with its own', () => {
    const hare = attempt({ prompt: 'a hare' })
    expect(ids([first, hare], [task('a'), task('b', { ...fox, prompt: 'a hare' })])).toEqual(['a', 'b'])
  })

  test('that only the service cannot tell apart are matched with nothing', () => {
    const wide = attempt({ size: '16:9' })
    expect(ids([first, wide], [task('a', { prompt: 'a red fox' })])).toEqual([undefined, undefined])
  })

  test('never share a task, and the order of tasks does not matter', () => {
    const prompts = fc.constantFrom('a red fox', 'a hare')
    const attempts = fc.array(
      fc.record({ prompt: prompts, sentAtMs: fc.nat(5_000), key: fc.option(fc.nat(3), { nil: undefined }) }),
      { maxLength: 6 },
    )
    const tasks = fc.array(
      fc.record({ prompt: prompts, atMs: fc.nat(6_000), key: fc.option(fc.nat(3), { nil: undefined }) }),
      { maxLength: 6 },
    )
    const callback = (key: number | undefined): object =>
      key === undefined ? {} : { callback_url: `https://bot.example.com/${key}` }
    fc.assert(
      fc.property(attempts, tasks, (sent, listed) => {
        const lost = sent.map(({ prompt, sentAtMs, key }) =>
          attempt(
            { prompt, ...callback(key) },
            { sentAtMs: startMs + sentAtMs, key: key === undefined ? undefined : `${key}` },
          ),
        )
        const candidates = listed.map(({ prompt, atMs, key }, at) =>
          task(`${at}`, { ...fox, prompt, ...callback(key) }, atMs),
        )
        const found = ids(lost, candidates)
        const unkeyed = found.filter((id, at) => id !== undefined && lost[at]?.key === undefined)
        expect(new Set(unkeyed).size).toBe(unkeyed.length)
        const createdAt = (id: string | undefined): number | undefined =>
          candidates.find((each) => each.id === id)?.createdAtMs
        expect(ids(lost, candidates.toReversed()).map(createdAt)).toEqual(found.map(createdAt))
      }),
    )
  })
})

test('requests are the same whatever job they are for', () => {
  expect(signatureOf(attempt({ callback_url: 'https://bot.example.com/1' }))).toBe(signatureOf(attempt()))
  expect(signatureOf(attempt({ size: '16:9' }))).not.toBe(signatureOf(attempt()))
})
