import { parseArgs, type ParseArgsConfig } from 'node:util'
import { defaultLimits, type Limits } from '../money/limits.ts'
import { UsageError } from '../usage-error.ts'
import { defaultPort } from './default-port.ts'

/** The options of both forms of the server. */
export interface ServingOptions {
  readonly out?: string
  readonly allowRead: readonly string[]
  readonly allowPublish: boolean
  readonly sandbox: boolean
  readonly previews: boolean
  readonly limits: Limits
}

export interface HttpOptions {
  readonly host: string
  readonly port: number
  /** Host names, in addition to loopback, that requests may be addressed to. */
  readonly allowHosts: readonly string[]
  /** Names of websites whose pages may call the server. */
  readonly allowOrigins: readonly string[]
}

export type Command =
  | { readonly name: 'help' | 'version' }
  | { readonly name: 'mcp'; readonly serving: ServingOptions }
  | { readonly name: 'http'; readonly serving: ServingOptions; readonly http: HttpOptions }
  | {
      readonly name: 'install'
      readonly client: string | undefined
      readonly write: boolean
      readonly args: readonly string[]
    }

const serving = {
  out: { type: 'string' },
  'allow-read': { type: 'string', multiple: true },
  'allow-publish': { type: 'boolean' },
  sandbox: { type: 'boolean' },
  'no-previews': { type: 'boolean' },
  'session-images': { type: 'string' },
  'session-credits': { type: 'string' },
  'day-images': { type: 'string' },
  'day-credits': { type: 'string' },
} as const

const http = {
  host: { type: 'string' },
  port: { type: 'string' },
  'allow-host': { type: 'string', multiple: true },
  'allow-origin': { type: 'string', multiple: true },
} as const

/** @throws {UsageError} that names what is wrong */
export function readArguments([name, ...args]: readonly string[]): Command {
  if (name === undefined || name === 'help' || name === '--help' || name === '-h' || args.includes('--help')) {
    return { name: 'help' }
  }
  switch (name) {
    case 'version':
    case '--version':
      return { name: 'version' }
    case 'mcp':
      return { name, serving: servingOptions(parse({ args, options: serving }).values, defaultLimits.session.images) }
    case 'http': {
      const { values } = parse({ args, options: { ...serving, ...http } })
      // One run may last for months: there the day counts.
      return { name, serving: servingOptions(values, undefined), http: httpOptions(values) }
    }
    case 'install': {
      const [client, ...rest] = args
      const write = rest.includes('--write')
      const forServer = rest.filter((arg) => arg !== '--write')
      // They are written into a configuration, so they are checked now.
      if (client !== undefined) parse({ args: forServer, options: serving })
      return { name, client, write, args: forServer }
    }
    default:
      throw new UsageError((t) => t('usage.noCommand', { name: JSON.stringify(name) }))
  }
}

function parse<const Config extends ParseArgsConfig>(config: Config): ReturnType<typeof parseArgs<Config>> {
  try {
    return parseArgs({ ...config, strict: true, allowPositionals: false }) as ReturnType<typeof parseArgs<Config>>
  } catch (error) {
    throw wrongOption(error as NodeJS.ErrnoException)
  }
}

/** What Node found wrong, in the user's language: it has a code for each kind, and the name is in its message. */
function wrongOption({ code, message }: NodeJS.ErrnoException): UsageError {
  const [, name = ''] = /'(.*?)(?: <value>)?'/.exec(message) ?? []
  switch (code) {
    case 'ERR_PARSE_ARGS_UNKNOWN_OPTION':
      return new UsageError((t) => t('usage.unknownOption', { name }))
    case 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE':
      return new UsageError((t) => t('usage.wrongValue', { name }))
    default:
      return new UsageError((t) => t('usage.unexpected', { name }))
  }
}

interface Values {
  readonly [name: string]: string | boolean | readonly (string | boolean)[] | undefined
}

/** @param sessionImages the usual limit of one run */
function servingOptions(values: Values, sessionImages: number | undefined): ServingOptions {
  const { out } = values
  return {
    ...(typeof out === 'string' && out !== '' && { out }),
    allowRead: texts(values['allow-read']),
    allowPublish: values['allow-publish'] === true,
    sandbox: values['sandbox'] === true,
    previews: values['no-previews'] !== true,
    limits: {
      session: limitsOf(values, 'session', sessionImages),
      day: limitsOf(values, 'day', defaultLimits.day.images),
    },
  }
}

function limitsOf(values: Values, window: keyof Limits, usualImages: number | undefined): Limits[keyof Limits] {
  const images = limitOf(values, `${window}-images`, usualImages)
  const credits = limitOf(values, `${window}-credits`, undefined)
  return { ...(images !== undefined && { images }), ...(credits !== undefined && { credits }) }
}

/** @returns `undefined` for no limit */
function limitOf(values: Values, name: string, usual: number | undefined): number | undefined {
  const text = values[name]
  if (text === undefined) return usual
  if (text === 'none') return undefined
  const limit = typeof text === 'string' && /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN
  if (!Number.isFinite(limit)) throw new UsageError((t) => t('usage.limit', { name }))
  return limit
}

function httpOptions(values: Values): HttpOptions {
  const { host = '127.0.0.1', port: text = String(defaultPort) } = values
  const port = typeof text === 'string' && /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw new UsageError((t) => t('usage.port'))
  const allowHosts = texts(values['allow-host'])
  if (typeof host !== 'string' || host === '') throw new UsageError((t) => t('usage.host'))
  if (!isLoopback(host) && allowHosts.length === 0) {
    throw new UsageError((t) => t('usage.openHost', { host }))
  }
  return { host, port, allowHosts, allowOrigins: texts(values['allow-origin']) }
}

function isLoopback(host: string): boolean {
  return /^(localhost|::1|127(\.\d{1,3}){3})$/.test(host)
}

function texts(value: Values[string]): string[] {
  return Array.isArray(value) ? value.filter((text): text is string => typeof text === 'string' && text !== '') : []
}
