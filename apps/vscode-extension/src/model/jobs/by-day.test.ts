import { expect, test } from 'vitest'
import { groupByDay } from './by-day.ts'
import { aView } from './fixture.ts'

test('history is grouped by local day, newest first', () => {
  const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime()
  const days = groupByDay([
    aView({ id: 'a0000000', createdAtMs: at(21, 23) }),
    aView({ id: 'b0000000', createdAtMs: at(22, 1) }),
    aView({ id: 'c0000000', createdAtMs: at(22, 9) }),
  ])
  expect(days.map(({ date, jobs }) => [date, jobs.map((job) => job.id)])).toEqual([
    ['2026-11-22', ['c0000000', 'b0000000']],
    ['2026-11-21', ['a0000000']],
  ])
})
