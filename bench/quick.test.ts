import { beforeAll, describe, expect, test } from 'vitest'
import { type GroupName, groups, type Results } from './groups/index.ts'
import { consoleReport } from './report/tables.ts'
import { plots } from './report/plots.ts'
import { runAll } from './run-all.ts'

// Only counts: a time would fail on a busy machine.
describe('the benchmarks in their quick form', () => {
  let results: Results

  beforeAll(async () => {
    results = await runAll(Object.keys(groups) as GroupName[], { quick: true, rounds: 1, note: () => undefined })
  }, 120_000)

  test('core pays once for one image, whatever goes wrong, and still repeats what cannot have been accepted', () => {
    const rows = results.groups.paidTwice ?? []
    expect(rows).toHaveLength(21)
    expect(rows.filter(({ charges }) => charges > 1)).toEqual([])
    expect(rows.filter(({ outcome }) => outcome === 'image').map(({ fault }) => fault)).toEqual([
      'rate limit, 429',
      'nobody listens at first',
    ])
  })

  test('every client makes every image known, for one charge', () => {
    expect(results.groups.inFlight?.map(({ client, way, wrong }) => [client, way, wrong])).toEqual([
      ['core', 'polling', 0],
      ['core', 'callback', 0],
      ['core', 'held connection', 0],
      ['undici', 'polling', 0],
      ['replicate', 'polling', 0],
      ['replicate', 'held connection', 0],
      ['fal', 'polling', 0],
      ['openai', 'held connection', 0],
    ])
  })

  test('20 tasks cost core 20 requests by callback, and few more by polling', () => {
    const requests = (way: string): number | undefined =>
      results.groups.inFlight?.find((row) => row.client === 'core' && row.way === way)?.requests
    expect(requests('callback')).toBe(20)
    expect(requests('held connection')).toBe(20)
    expect(requests('polling')).toBeLessThanOrEqual(30)
  })

  test('core ends a submission that is never answered', () => {
    expect(results.groups.unanswered?.map(({ fault, outcome }) => [fault, outcome])).toEqual([
      ['no answer at all', 'error'],
      ['stalled answer', 'error'],
    ])
  })

  test('the bundle of core is at most 39 kB, and core brings undici and zod', () => {
    const core = results.groups.weight?.find(({ client }) => client === 'core')
    expect(core?.gzipBytes).toBeGreaterThan(5_000)
    expect(core?.gzipBytes).toBeLessThanOrEqual(39_000)
    expect(core?.packages).toBe(3)
  })

  test('an image comes to disk whole', () => {
    expect(results.groups.toDisk?.map(({ bytes }) => bytes)).toEqual([2_097_197, 2_097_197, 2_097_197, 2_097_197])
  })

  test('every benchmark has a table, and the report names every client', () => {
    const report = consoleReport(results)
    expect(report.match(/^\| -/gm)).toHaveLength(10)
    for (const name of ['@fluxkit/core', 'replicate', '@fal-ai/client', 'openai', 'AI SDK'])
      expect(report).toContain(name)
    expect(Object.keys(plots(results))).toEqual(['cpu-per-request', 'weight', 'paid-twice'])
  })
})
