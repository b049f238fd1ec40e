import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { readConfig } from './config.ts'

const page = readFileSync(new URL('../../../../docs/guides/bot-settings.md', import.meta.url), 'utf8')
const codes = (cell = ''): string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, code = '']) => code)

/** These are filled in where they are used: by core, by the other address of the database, and by `metricsPort`. */
const elsewhere = new Set(['ACEDATACLOUD_API_BASE_URL', 'DATABASE_LISTEN_URL', 'FLUXKIT_METRICS_PORT'])

/** Each setting whose default the page states as a value. */
const stated = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .flatMap((line) => {
    const [, names, defaults = ''] = line.split('|')
    if (!/^[\s,]*$/.test(defaults.replaceAll(/`[^`]+`/g, ''))) return []
    return codes(names).map((name, at): [string, string | undefined] => [name, codes(defaults)[at]])
  })
  .filter(([name]) => !elsewhere.has(name))

test('the page states the defaults of limits, queue and addresses', () => {
  expect(stated.map(([name]) => name)).toEqual(
    expect.arrayContaining(['FLUXKIT_MEMBER_IMAGES_PER_DAY', 'FLUXKIT_CONCURRENCY', 'FLUXKIT_PORT']),
  )
})

test.each(stated)('%s is %s unless it is set', (name, value) => {
  const given = { DISCORD_TOKEN: 'a', ACEDATACLOUD_API_TOKEN: 'b' }
  const [unset, set] = [readConfig(given), readConfig({ ...given, [name]: value })]

  expect(set).toMatchObject({ ok: true })
  expect(unset).toMatchObject({ ok: true })
  const of = (result: typeof set): unknown =>
    result.ok ? Object.entries(result.config).find(([key]) => key === name)?.[1] : undefined
  expect(of(unset)).toBeDefined()
  expect(of(set)).toEqual(of(unset))
})
