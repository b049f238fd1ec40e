import { pino, type DestinationStream } from 'pino'
import type { Config } from '../config/config.ts'
import { idOnly, type Log } from '../ports/log.ts'

// URLs contain interaction tokens and callback secrets: those of webhooks, of interactions and of callbacks.
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
