import { readdirSync, readFileSync } from 'node:fs'
import { createFakeClock } from '@fluxkit/core/testing'
import { collectDefaultMetrics } from 'prom-client'
import { beforeAll, expect, test } from 'vitest'
import { openTestStore } from '../test/open-test-store.ts'
import { createMetrics } from './metrics.ts'
import { addMoneyMetrics } from './money-metrics.ts'
import { addStorageMetrics } from './storage-metrics.ts'

// Prometheus knows nothing of a name that is misspelt: a panel stays empty, and an alert never fires.

const read = (path: string): string => readFileSync(new URL(`../../monitoring/${path}`, import.meta.url), 'utf8')

let known: ReadonlySet<string>
beforeAll(async () => {
  const store = await openTestStore()
  const { registry } = createMetrics(async () => [])
  addMoneyMetrics(registry, { store, clock: createFakeClock(0), config: {} })
  addStorageMetrics(registry, () => true)
  collectDefaultMetrics({ register: registry })
  known = new Set(registry.getMetricsAsArray().map(({ name }) => name))
  await store.close()
})

const ofProgram = /\b(?:fluxkit|process|nodejs)_\w+/g
/** Series of a histogram are named after it. */
const namesIn = (text: string, pattern = ofProgram): ReadonlySet<string> =>
  new Set((text.match(pattern) ?? []).map((name) => name.replace(/_(?:bucket|sum|count)$/, '')))
const unknownIn = (names: ReadonlySet<string>): readonly string[] => [...names].filter((name) => !known.has(name))

test.each(['alerts.yml', 'alerts.test.yml', 'grafana/dashboards/fluxkit.json'])(
  'every figure of %s is one that the bot has',
  (path) => {
    const names = namesIn(read(path))
    expect(names.size).toBeGreaterThan(5)
    expect(unknownIn(names)).toEqual([])
  },
)

test('every figure that a guide names is one that the bot has', () => {
  const guides = new URL('../../../../docs/guides/', import.meta.url)
  const texts = readdirSync(guides)
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(new URL(name, guides), 'utf8'))
  const names = namesIn([...texts, read('../README.md')].join('\n'), /\bfluxkit_[a-z]\w+/g)

  expect(names.size).toBeGreaterThan(2)
  expect(unknownIn(names)).toEqual([])
})

test('every figure of the bot’s own has a panel', () => {
  const shown = namesIn(read('grafana/dashboards/fluxkit.json'))
  const own = [...known].filter((name) => name.startsWith('fluxkit_'))

  expect(own.length).toBeGreaterThan(10)
  expect(own.filter((name) => !shown.has(name))).toEqual([])
})

test('the dashboard is one that Grafana finds by its id, with a source for each panel', () => {
  const { uid, panels } = JSON.parse(read('grafana/dashboards/fluxkit.json')) as {
    uid: string
    panels: { id: number; datasource: { uid: string }; targets: { expr: string }[] }[]
  }
  expect(uid).toBe('fluxkit')
  expect(new Set(panels.map(({ id }) => id)).size).toBe(15)
  expect(panels.every(({ datasource, targets }) => datasource.uid === 'prometheus' && targets.length > 0)).toBe(true)
})

test('each alert is shown to fire, and to be silent while the bot is well', () => {
  const names = [...read('alerts.yml').matchAll(/- alert: (\w+)/g)].map(([, name]) => name)
  const [well = '', ...others] = read('alerts.test.yml')
    .split(/^ {2}- name: /m)
    .slice(1)
  const fired = new Set([...others.join('').matchAll(/alertname: (\w+)\n +exp_alerts/g)].map(([, name]) => name))

  expect(names).toHaveLength(11)
  expect(names.filter((name) => !fired.has(name))).toEqual([])
  expect(names.filter((name) => !well.includes(`alertname: ${name} }`))).toEqual([])
})
