import { describe, expect, test } from 'vitest'
import { createDurationModel, quantilesOf } from './durations.ts'

describe('what is known about durations', () => {
  test('starts from what the registry says of the model', () => {
    expect(createDurationModel().quantiles('flux-dev')).toEqual({ p05Ms: 2_000, p50Ms: 8_000, p95Ms: 30_000 })
  })

  test('starts wide for a model that nobody knows', () => {
    expect(createDurationModel().quantiles('flux-9')).toEqual({ p05Ms: 3_000, p50Ms: 15_000, p95Ms: 120_000 })
  })

  test('is learned from five finished tasks, for each model by itself', () => {
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

  test('a clock of the service gone wrong teaches nothing: no picture takes an hour', () => {
    const durations = createDurationModel()
    for (let index = 0; index < 9; index++) durations.start('m')(3_600_000)
    expect(durations.quantiles('m').p50Ms).toBe(15_000)
  })

  test('an end that is told twice counts once', () => {
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
