import type { Config } from './config.ts'

const secrets = new Set([
  'DISCORD_TOKEN',
  'ACEDATACLOUD_API_TOKEN',
  'FLUXKIT_S3_ACCESS_KEY_ID',
  'FLUXKIT_S3_SECRET_ACCESS_KEY',
])

/** The settings in force, for the log at start: secrets are named, never shown. */
export function describeConfig(config: Config): Record<string, unknown> {
  const entries = Object.entries(config).map(([name, value]): [string, unknown] => [
    name,
    secrets.has(name) && value !== undefined ? '(set)' : plain(value),
  ])
  return Object.fromEntries(entries)
}

function plain(value: unknown): unknown {
  if (value instanceof Set) return [...(value as ReadonlySet<string>)]
  return typeof value === 'string' ? withoutCredentials(value) : value
}

/** What must not be logged, wherever it comes from. */
export function secretsOf({
  DISCORD_TOKEN,
  ACEDATACLOUD_API_TOKEN,
  DATABASE_URL,
  DATABASE_LISTEN_URL,
  FLUXKIT_S3_ACCESS_KEY_ID = '',
  FLUXKIT_S3_SECRET_ACCESS_KEY = '',
}: Config): readonly string[] {
  const passwords = [DATABASE_URL, DATABASE_LISTEN_URL].flatMap((url) => (url === undefined ? [] : passwordsIn(url)))
  const keys = [FLUXKIT_S3_ACCESS_KEY_ID, FLUXKIT_S3_SECRET_ACCESS_KEY].filter((key) => key !== '')
  return [DISCORD_TOKEN, ACEDATACLOUD_API_TOKEN, ...keys, ...passwords]
}

/** As it is written in the URL, and as it is meant. */
function passwordsIn(url: string): string[] {
  const { password, searchParams } = new URL(url)
  return [password, decoded(password), searchParams.get('password') ?? ''].filter((text) => text !== '')
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** The query of a database's URL may also contain a password. */
function withoutCredentials(value: string): string {
  return value.replace(/^([a-z]+:\/\/)[^/]*@/i, '$1').replace(/^(postgres(?:ql)?:[^?]*)\?.*$/is, '$1')
}
