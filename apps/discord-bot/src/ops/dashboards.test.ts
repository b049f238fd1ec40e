import { readFileSync } from 'node:fs'
import { createFakeClock } from '@fluxkit/core/testing'
import { collectDefaultMetrics } from 'prom-client'
import { expect, test } from 'vitest'
import { openTestStore } from '../test/open-test-store.ts'
import { createMetrics } from './metrics.ts'
import { addMoneyMetrics } from './money-metrics.ts'

// Prometheus knows nothing of a name that is misspelt: a panel stays empty, and an alert never fires.

const read = (path: string): string => readFileSync(new URL(`../../monitoring/${path}`, import.meta.url), 'utf8')

test.each(['alerts.yml', 'grafana/dashboards/fluxkit.json'])(
  'every figure of %s is one that the bot has',
  async (path) => {
    const store = await openTestStore()
    const { registry } = createMetrics(async () => [])
    addMoneyMetrics(registry, { store, clock: createFakeClock(0), config: {} })
    collectDefaultMetrics({ register: registry })
    const known = new Set(registry.getMetricsAsArray().map(({ name }) => name))
    await store.close()

    const names = new Set(read(path).match(/\b(?:fluxkit|process|nodejs)_\w+/g))
    const wrong = [...names].filter((name) => !known.has(name.replace(/_(?:bucket|sum|count)$/, '')))
    expect(names.size).toBeGreaterThan(5)
    expect(wrong).toEqual([])
  },
)

test('the dashboard is one that Grafana finds by its id, with a source for each panel', () => {
  const { uid, panels } = JSON.parse(read('grafana/dashboards/fluxkit.json')) as {
    uid: string
    panels: { id: number; datasource: { uid: string }; targets: { expr: string }[] }[]
  }
  expect(uid).toBe('fluxkit')
  expect(new Set(panels.map(({ id }) => id)).size).toBe(12)
  expect(panels.every(({ datasource, targets }) => datasource.uid === 'prometheus' && targets.length > 0)).toBe(true)
})

test('each alert is shown to fire, and to be silent while the bot is well', () => {
  const names = [...read('alerts.yml').matchAll(/- alert: (\w+)/g)].map(([, name]) => name)
  const [well = '', ...others] = read('alerts.test.yml')
    .split(/^ {2}- name: /m)
    .slice(1)
  const fired = new Set([...others.join('').matchAll(/alertname: (\w+)\n +exp_alerts/g)].map(([, name]) => name))

  expect(names).toHaveLength(10)
  expect(names.filter((name) => !fired.has(name))).toEqual([])
  expect(names.filter((name) => !well.includes(`alertname: ${name} }`))).toEqual([])
})
