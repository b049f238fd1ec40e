import { readFileSync } from 'node:fs'
import { expect, test, vi } from 'vitest'

/** An editor that knows no default of ours. */
vi.mock('vscode', () => ({
  workspace: { getConfiguration: () => ({ get: () => undefined, inspect: () => undefined }) },
}))

const { readSettings } = await import('./settings.ts')

const manifest = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')) as {
  contributes: { configuration: { properties: Record<string, { default: unknown }> }[] }
}

test('a setting has the same default in the code as in the editor', () => {
  const declared = Object.fromEntries(
    manifest.contributes.configuration.flatMap(({ properties }) =>
      Object.entries(properties).map(([name, { default: value }]) => [name, value]),
    ),
  )
  const limits = readSettings.limits()
  const kept = readSettings.keptLimits()

  expect({
    'fluxkit.outputDirectory': readSettings.outputDirectory(),
    'fluxkit.siteFolder': readSettings.siteFolder(),
    'fluxkit.defaultModel': readSettings.defaultModel(),
    'fluxkit.codeLens': readSettings.codeLens(),
    'fluxkit.currency': readSettings.currency(),
    'fluxkit.prices': readSettings.prices(),
    'fluxkit.limit.picturesPerSession': limits.images,
    'fluxkit.limit.agentPicturesPerSession': limits.agentImages,
    'fluxkit.limit.costPerSession': limits.cost,
    'fluxkit.kept.maxImages': kept.images,
    'fluxkit.kept.maxMegabytes': kept.bytes / 1_000_000,
    'fluxkit.kept.maxDays': kept.ageMs / 86_400_000,
    'fluxkit.sandbox': readSettings.sandbox(),
    'fluxkit.uploads': readSettings.uploads(),
    // Core has it.
    'fluxkit.baseUrl': declared['fluxkit.baseUrl'],
  }).toEqual(declared)
})
