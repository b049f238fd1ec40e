import type { Config } from './config.ts'

const secrets = new Set(['DISCORD_TOKEN', 'ACEDATACLOUD_API_TOKEN'])

/** The settings in force, for the log at start: secrets are named, never shown. */
export function describeConfig(config: Config): Record<string, unknown> {
  const entries = Object.entries(config).map(([name, value]): [string, unknown] => [
    name,
    secrets.has(name) ? '(set)' : plain(value),
  ])
  return Object.fromEntries(entries)
}

function plain(value: unknown): unknown {
  if (value instanceof Set) return [...(value as ReadonlySet<string>)]
  return typeof value === 'string' ? withoutCredentials(value) : value
}

function withoutCredentials(value: string): string {
  return value.replace(/^(https?:\/\/)[^/@]*@/, '$1')
}
