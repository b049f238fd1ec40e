import type { Config } from './config.ts'

const secrets = new Set(['DISCORD_TOKEN', 'ACEDATACLOUD_API_TOKEN'])

/** The settings in force, for the log at start: secrets are named, never shown. */
export function describeConfig(config: Config): Record<string, unknown> {
  const entries = Object.entries(config).map(([name, value]): [string, unknown] => [
    name,
    secrets.has(name) ? '(set)' : typeof value === 'string' ? withoutCredentials(value) : value,
  ])
  return Object.fromEntries(entries)
}

function withoutCredentials(value: string): string {
  return value.replace(/^(https?:\/\/)[^/@]*@/, '$1')
}
