import { describe, expect, test } from 'vitest'
import { createMetrics } from './metrics.ts'
import type { Readiness } from './readiness.ts'
import { createMetricsPage, createPages } from './serve.ts'

const well: Readiness = { discord: true, store: true, api: true, draining: false, oldestQueuedSeconds: 0 }
const pagesOf = (state: Readiness) => createPages(async () => state, undefined, undefined)

describe('/readyz', () => {
  test.each<[string, Partial<Readiness>, number]>([
    ['all is well', {}, 200],
    ['without interactions', { discord: false }, 503],
    ['without the store', { store: false }, 503],
    ['without the service', { api: false }, 503],
    ['while draining', { draining: true }, 503],
    ['a job waits for less than a quarter of an hour', { oldestQueuedSeconds: 899 }, 200],
    ['a job waits for a quarter of an hour: nothing works the queue off', { oldestQueuedSeconds: 900 }, 503],
  ])('%s', async (_, change, status) => {
    const answer = await pagesOf({ ...well, ...change }).request('/readyz')

    expect([answer.status, await answer.json()]).toEqual([status, { ready: status === 200, ...well, ...change }])
  })
})

test('what a process doesn’t need for its role has no part in whether it is ready', async () => {
  const answer = await pagesOf({ store: true, draining: false }).request('/readyz')

  expect([answer.status, await answer.json()]).toEqual([200, { ready: true, store: true, draining: false }])
})

test('/healthz says that the process lives, whatever else is wrong', async () => {
  const answer = await pagesOf({ ...well, discord: false, store: false }).request('/healthz')

  expect([answer.status, await answer.json()]).toEqual([200, { ok: true }])
})

test('/metrics has every number that the guide promises, in the form of Prometheus', async () => {
  const page = createMetricsPage(createMetrics(async () => [{ state: 'running', model: 'flux-dev', count: 3 }]))
  const answer = await page.request('/metrics')
  const text = await answer.text()

  expect(answer.headers.get('content-type')).toContain('text/plain')
  expect(text).toContain('fluxkit_jobs{state="running",model="flux-dev"} 3')
  for (const name of [
    'fluxkit_first_reply_seconds histogram',
    'fluxkit_submit_to_known_seconds histogram',
    'fluxkit_known_to_delivered_seconds histogram',
    'fluxkit_money_units_total counter',
    'fluxkit_interactions_total counter',
    'fluxkit_interactions_refused_total counter',
    'fluxkit_unexpected_errors_total counter',
    'fluxkit_discord_rate_limits_total counter',
    'fluxkit_discord_invalid_requests_total counter',
    'fluxkit_deliveries_total counter',
  ]) {
    expect(text).toContain(`# TYPE ${name}`)
  }
})

test('there is nothing else to see', async () => {
  expect((await pagesOf(well).request('/callbacks/1/2')).status).toBe(404)
  expect((await pagesOf(well).request('/')).status).toBe(404)
})

test('/metrics is not on the port that may be public', async () => {
  expect((await pagesOf(well).request('/metrics')).status).toBe(404)
})
