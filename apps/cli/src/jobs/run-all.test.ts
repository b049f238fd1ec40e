import { describe, expect, it } from 'vitest'
import { runAll } from './run-all.ts'

describe('runAll', () => {
  it('keeps the order of results and the limit of concurrency', async () => {
    let active = 0
    let most = 0
    const task = (value: number) => async () => {
      most = Math.max(most, ++active)
      await Promise.resolve()
      active--
      return value
    }
    expect(
      await runAll(
        [1, 2, 3, 4, 5].map((value) => task(value)),
        2,
        () => false,
      ),
    ).toEqual([1, 2, 3, 4, 5])
    expect(most).toBe(2)
  })

  it('starts nothing more once it is over', async () => {
    const started: number[] = []
    const task = (value: number) => async () => {
      started.push(value)
      return value
    }
    expect(
      await runAll(
        [1, 2, 3].map((value) => task(value)),
        1,
        (last) => last === 2,
      ),
    ).toEqual([1, 2, undefined])
    expect(started).toEqual([1, 2])
  })
})
