import { pino, type DestinationStream } from 'pino'
import type { Config } from '../config/config.ts'

export interface LogFields {
  readonly jobId?: string
  readonly error?: unknown
  readonly [name: string]: unknown
}

/** What the program reports to its operator, without prompts and tokens. */
export interface Log {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
}

// Interaction tokens and callback secrets stand in URLs: those of webhooks, of interactions and of callbacks.
const secretUrls = /(\/(?:webhooks|interactions|callback)\/[^/\s"']+\/)[^/\s"'?]+/g

/** @param destination default: standard output */
export function createLog(
  level: Config['FLUXKIT_LOG_LEVEL'],
  secrets: readonly string[],
  destination?: DestinationStream,
): Log {
  const redact = (text: string): string =>
    secrets
      .filter((secret) => secret.length >= 8)
      .reduce((rest, secret) => rest.replaceAll(secret, '[secret]'), text)
      .replaceAll(secretUrls, '$1[secret]')
  const options = {
    level,
    redact: { paths: ['token', 'prompt', '*.token', '*.prompt', '*.*.token', '*.*.prompt'], censor: '[secret]' },
    serializers: { error: (error: unknown) => errorFields(error, redact) },
    hooks: { streamWrite: redact },
  }
  return destination ? pino(options, destination) : pino(options)
}

/** The service can put anything into its ids and codes, a prompt as well: what isn't like an id is left out. */
export function idOnly(value: unknown): unknown {
  return typeof value === 'string' && !/^[\w.:/-]{1,100}$/.test(value) ? '[not an id]' : value
}

/** Errors of discord.js carry the request's body, and with it prompts: only what is named here is written. */
function errorFields(error: unknown, redact: (text: string) => string): Record<string, unknown> {
  if (!(error instanceof Error)) return { message: redact(String(error)) }
  const known = error as unknown as Readonly<Record<string, unknown>>
  const names = ['code', 'status', 'method', 'charged', 'retryable', 'traceId', 'taskId', 'serviceCode']
  const facts = Object.fromEntries(
    names.filter((name) => known[name] !== undefined).map((name) => [name, idOnly(known[name])]),
  )
  return { name: error.name, message: redact(error.message), stack: redact(error.stack ?? ''), ...facts }
}
