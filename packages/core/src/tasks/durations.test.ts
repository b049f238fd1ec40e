import { describe, expect, test } from 'vitest'
import { createDurationModel, observedDurationMs, quantilesOf } from './durations.ts'

describe('what is known about durations', () => {
  test('starts from what the registry says of the model', () => {
    expect(createDurationModel().quantiles('flux-dev')).toEqual({ p05Ms: 2_000, p50Ms: 8_000, p95Ms: 30_000 })
  })

  test('starts wide for an unknown model', () => {
    expect(createDurationModel().quantiles('flux-9')).toEqual({ p05Ms: 3_000, p50Ms: 15_000, p95Ms: 120_000 })
  })

  test('is learned from five finished tasks, for each model separately', () => {
    const durations = createDurationModel()
    for (const ms of [100, 200, 300, 400]) durations.start('m')(ms)
    expect(durations.quantiles('m').p50Ms).toBe(15_000)
    durations.start('m')(500)
    expect(durations.quantiles('m')).toEqual({ p05Ms: 100, p50Ms: 300, p95Ms: 500 })
    expect(durations.quantiles('other').p50Ms).toBe(15_000)
  })

  test('is not bent by the short ones of a crowd that started together', () => {
    const durations = createDurationModel()
    const ends = Array.from({ length: 20 }, () => durations.start('m'))
    ends.slice(0, 19).forEach((end, index) => end(1_000 + index))
    expect(durations.quantiles('m').p50Ms).toBe(15_000)
    ends[19]?.(60_000)
    expect(durations.quantiles('m')).toEqual({ p05Ms: 1_001, p50Ms: 1_010, p95Ms: 1_018 })
  })

  test('a task that ends without a duration neither counts nor holds the others up', () => {
    const durations = createDurationModel()
    const ends = Array.from({ length: 6 }, () => durations.start('m'))
    ends.slice(0, 5).forEach((end) => end(700))
    ends[5]?.()
    expect(durations.quantiles('m').p50Ms).toBe(700)
  })

  test('a crowd of more than 32 is learned from in parts', () => {
    const durations = createDurationModel()
    const ends = Array.from({ length: 33 }, () => durations.start('m'))
    ends.slice(0, 32).forEach((end) => end(700))
    expect(durations.quantiles('m').p50Ms).toBe(700)
  })

  test('follows the service: only the last 64 tasks count', () => {
    const durations = createDurationModel()
    for (let index = 0; index < 64; index++) durations.start('m')(100)
    for (let index = 0; index < 64; index++) durations.start('m')(9_000)
    expect(durations.quantiles('m')).toEqual({ p05Ms: 9_000, p50Ms: 9_000, p95Ms: 9_000 })
  })

  test('a clock of the service gone wrong teaches nothing: no image takes an hour', () => {
    const durations = createDurationModel()
    for (let index = 0; index < 9; index++) durations.start('m')(3_600_000)
    expect(durations.quantiles('m').p50Ms).toBe(15_000)
  })

  test('an end that is reported twice counts once', () => {
    const durations = createDurationModel()
    const end = durations.start('m')
    for (let index = 0; index < 9; index++) end(1)
    expect(durations.quantiles('m').p50Ms).toBe(15_000)
  })

  test('quantiles are values that were seen', () => {
    expect(quantilesOf([3])).toEqual({ p05Ms: 3, p50Ms: 3, p95Ms: 3 })
    expect(quantilesOf([5, 1, 4, 2, 3])).toEqual({ p05Ms: 1, p50Ms: 3, p95Ms: 5 })
  })
})

describe('how long a task took', () => {
  test('is what the service reports, where the client can have seen that', () => {
    expect(observedDurationMs(9_600, 9_300, 9_900)).toBe(9_600)
    expect(observedDurationMs(9_600, undefined, 3_600_000)).toBe(9_600)
  })

  test('is shorter than the time since the submission by up to what the submission took', () => {
    expect(observedDurationMs(2_000, 2_800, 3_300)).toBe(2_000)
  })

  test('is never longer than the client has observed, and not as short as it has seen the task run', () => {
    expect(observedDurationMs(9_300, 2_500, 3_000)).toBe(2_750)
    expect(observedDurationMs(100, 30_000, 30_500)).toBe(30_250)
  })

  test('lies between the last two polls when the service reports nothing', () => {
    expect(observedDurationMs(undefined, 4_000, 4_500)).toBe(4_250)
    expect(observedDurationMs(undefined, undefined, 1_000)).toBe(500)
  })

  test('is unknown when the first poll, long after the submission, finds it finished', () => {
    expect(observedDurationMs(undefined, undefined, 60_000)).toBeUndefined()
  })
})
