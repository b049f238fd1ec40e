import { expect, test } from 'vitest'
import { startSoak } from './soak.ts'

test('500 orders through one client, half of them in trouble: none lost, none charged twice', async () => {
  await using soak = await startSoak()
  const report = await soak.run(500)
  expect(report.surprises).toEqual([])
  expect(report.wrongCharges).toEqual([])
  expect(report.orders).toBe(500)
  // 250 orders meet 18 troubles in turn, 13 or 14 times each; one hangs, 249 meet none.
  expect(report.ends).toEqual({ picture: 359, failure: 28, 'no charge': 28, unknown: 85 })
  expect(report.faultsInjected).toBeGreaterThan(200)
})
