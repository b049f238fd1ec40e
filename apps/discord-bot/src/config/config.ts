import * as z from 'zod'
import { parseMoney } from '../money/money.ts'
import { readBucket } from './bucket.ts'
import { parsePrices } from './prices.ts'
import type { Role } from './role.ts'

const text = z.string().trim().min(1)
const count = (fallback: number, max: number): z.ZodDefault<z.ZodCoercedNumber> =>
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be at least 1')
    .max(max)
    .default(fallback)

/** Images per day, or `none` for no limit. */
const imagesPerDay = (fallback: number): z.ZodType<number | undefined> =>
  z
    .string()
    .trim()
    .regex(/^(?:none|\d{1,7})$/i, 'must be a whole number, or none')
    .default(String(fallback))
    .transform((value) => (/^none$/i.test(value) ? undefined : Number(value)))

/** Discord ids separated by commas, or `*` for all. */
const idList = z
  .string()
  .transform((value) => value.split(/[\s,]+/).filter(Boolean))
  .refine((ids) => ids.every((id) => /^\d{5,20}$/.test(id)) || (ids.length === 1 && ids[0] === '*'), {
    message: 'must be * or a list of ids such as 123456789012345678,234567890123456789',
  })
  .transform((ids): IdList => (ids[0] === '*' ? '*' : new Set(ids)))
  .optional()

const money = z
  .string()
  .refine((value) => parseMoney(value) !== undefined, 'must be an amount such as 25 or 12.50')
  .transform((value) => parseMoney(value) ?? 0)

const port = z.coerce.number('must be a port').int().min(0).max(65_535, 'must be a port')

const httpUrl = text.refine(
  (value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol),
  'must be an http(s) URL',
)

const postgresUrl = text.refine(
  (value) => URL.canParse(value) && /^postgres(?:ql)?:$/.test(new URL(value).protocol),
  'must be a URL such as postgres://user:password@host:5432/database',
)

/** Every setting by its environment variable. The guide and the summary at start use the descriptions. */
const settings = z.object({
  DISCORD_TOKEN: z
    .string('is missing: the bot token from https://discord.com/developers/applications')
    .trim()
    .min(1, 'is empty: the bot token from https://discord.com/developers/applications'),
  ACEDATACLOUD_API_TOKEN: z
    .string('is missing: a token from https://platform.acedata.cloud/console/applications')
    .trim()
    .min(1, 'is empty: a token from https://platform.acedata.cloud/console/applications'),
  ACEDATACLOUD_API_BASE_URL: httpUrl.optional(),
  DISCORD_API_BASE: httpUrl.default('https://discord.com/api'),
  FLUXKIT_DATA_DIR: text.default('data'),
  FLUXKIT_IMAGES: text
    .refine(
      (value) => !value.includes('://') || readBucket(value),
      'must be a folder, or a bucket such as s3://bucket/prefix',
    )
    .optional(),
  FLUXKIT_S3_ENDPOINT: httpUrl
    .refine((value) => !/[?#@]/.test(value), 'must have no user, query or fragment')
    .optional(),
  FLUXKIT_S3_REGION: text.regex(/^[\w-]+$/, 'must be a region such as eu-central-1, or auto').default('us-east-1'),
  FLUXKIT_S3_ACCESS_KEY_ID: text.optional(),
  FLUXKIT_S3_SECRET_ACCESS_KEY: text.optional(),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_LISTEN_URL: postgresUrl.optional(),
  FLUXKIT_HOST: text.default('127.0.0.1'),
  FLUXKIT_PORT: port.default(8080),
  FLUXKIT_METRICS_HOST: text.default('127.0.0.1'),
  FLUXKIT_METRICS_PORT: port.optional(),
  OTEL_EXPORTER_OTLP_ENDPOINT: httpUrl.optional(),
  FLUXKIT_ROLE: z.enum(['all', 'web', 'worker'], 'must be all, web or worker').default('all'),
  FLUXKIT_INTERACTIONS: z.enum(['gateway', 'http'], 'must be gateway or http').default('gateway'),
  FLUXKIT_PUBLIC_URL: httpUrl
    .refine((value) => !/[?#]/.test(value), 'must have no query and no fragment')
    .transform((value) => value.replace(/\/+$/, ''))
    .optional(),
  FLUXKIT_CONCURRENCY: count(50, 10_000),
  FLUXKIT_GUILD_CONCURRENCY: count(20, 10_000),
  FLUXKIT_USER_CONCURRENCY: count(3, 10_000),
  FLUXKIT_PRICES: z
    .string()
    .default('')
    .transform((value, context) => {
      const prices = parsePrices(value)
      if (typeof prices !== 'string') return prices
      context.addIssue(prices)
      return z.NEVER
    }),
  FLUXKIT_CURRENCY: z
    .string()
    .trim()
    .regex(/^[A-Za-z]{1,16}$/, 'must be a word such as USD or credits')
    .default('credits'),
  FLUXKIT_UNKNOWN_PRICE: z
    .string()
    .default('1')
    .refine((value) => (parseMoney(value) ?? 0) > 0, 'must be an amount above 0, such as 1')
    .transform((value) => parseMoney(value) ?? 0),
  FLUXKIT_MONTHLY_STOP: money.optional(),
  FLUXKIT_GLOBAL_MONTHLY_STOP: money.optional(),
  FLUXKIT_GUILDS: idList,
  FLUXKIT_USERS: idList,
  FLUXKIT_MEMBER_IMAGES_PER_DAY: imagesPerDay(20),
  FLUXKIT_GUILD_IMAGES_PER_DAY: imagesPerDay(200),
  FLUXKIT_PRIVATE_IMAGES_PER_DAY: imagesPerDay(10),
  FLUXKIT_RETENTION_DAYS: z.coerce.number('must be a number').int().min(0).max(3650).default(30),
  FLUXKIT_PING_AFTER_SECONDS: z.coerce.number('must be a number').int().min(0).default(120),
  FLUXKIT_DRAIN_SECONDS: z.coerce.number('must be a number').int().min(0).max(600).default(20),
  FLUXKIT_JOB_DEADLINE_MINUTES: count(60, 1440),
  FLUXKIT_LEASE_SECONDS: count(30, 600),
  FLUXKIT_LOG_LEVEL: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent']).default('info'),
})

/** `*`: everybody. */
export type IdList = '*' | ReadonlySet<string>

/** Validated; money in units, see `money.ts`. */
export interface Config {
  readonly DISCORD_TOKEN: string
  readonly ACEDATACLOUD_API_TOKEN: string
  readonly ACEDATACLOUD_API_BASE_URL?: string | undefined
  /** Without the version. */
  readonly DISCORD_API_BASE: string
  readonly FLUXKIT_DATA_DIR: string
  /** Where images are kept: a folder, or `s3://bucket/prefix`; absent: in the data folder. See `image-location.ts`. */
  readonly FLUXKIT_IMAGES?: string | undefined
  /** Without the bucket; absent: the AWS endpoint of the region. */
  readonly FLUXKIT_S3_ENDPOINT?: string | undefined
  readonly FLUXKIT_S3_REGION: string
  readonly FLUXKIT_S3_ACCESS_KEY_ID?: string | undefined
  readonly FLUXKIT_S3_SECRET_ACCESS_KEY?: string | undefined
  /** PostgreSQL, also through PgBouncer; absent: SQLite in the data folder. */
  readonly DATABASE_URL?: string | undefined
  /** PostgreSQL itself, for notifications, where `DATABASE_URL` leads to PgBouncer. */
  readonly DATABASE_LISTEN_URL?: string | undefined
  /** Where health and callbacks are served; port 0 takes a free one. */
  readonly FLUXKIT_HOST: string
  readonly FLUXKIT_PORT: number
  /** Where Prometheus reads; see {@link metricsPort}. */
  readonly FLUXKIT_METRICS_HOST: string
  readonly FLUXKIT_METRICS_PORT?: number | undefined
  /** Where traces go, over OTLP/HTTP; absent: nowhere. */
  readonly OTEL_EXPORTER_OTLP_ENDPOINT?: string | undefined
  readonly FLUXKIT_ROLE: Role
  /** `http`: Discord sends interactions to `/interactions` on `FLUXKIT_PORT`, and there is no connection to the gateway. */
  readonly FLUXKIT_INTERACTIONS: 'gateway' | 'http'
  /** Where Discord and the service reach this program, for interactions and callbacks; absent: only polling. */
  readonly FLUXKIT_PUBLIC_URL?: string | undefined
  readonly FLUXKIT_CONCURRENCY: number
  readonly FLUXKIT_GUILD_CONCURRENCY: number
  readonly FLUXKIT_USER_CONCURRENCY: number
  /** Units per image, by model. */
  readonly FLUXKIT_PRICES: Readonly<Record<string, number>>
  readonly FLUXKIT_CURRENCY: string
  /** Not set: earlier versions had another default. */
  readonly isDefaultCurrency?: boolean
  /** Units reserved per image of a model without a known price or cost. */
  readonly FLUXKIT_UNKNOWN_PRICE: number
  /** The most units that each server may spend in a month. */
  readonly FLUXKIT_MONTHLY_STOP?: number | undefined
  /** Units that all servers and users together may spend in a month. */
  readonly FLUXKIT_GLOBAL_MONTHLY_STOP?: number | undefined
  /** Servers whose members may spend; absent: those opened by the application's owner. */
  readonly FLUXKIT_GUILDS?: IdList | undefined
  /** Users who may spend in direct messages and by user install; absent: the owner of the application only. */
  readonly FLUXKIT_USERS?: IdList | undefined
  /** For each member of a server, until its admins set another limit of images a day. Absent: no limit. */
  readonly FLUXKIT_MEMBER_IMAGES_PER_DAY?: number | undefined
  /** For each server; its admins can't lift it. Absent: no limit. */
  readonly FLUXKIT_GUILD_IMAGES_PER_DAY?: number | undefined
  /** For each user in direct messages and by user install, where no admin sets limits. Absent: no limit. */
  readonly FLUXKIT_PRIVATE_IMAGES_PER_DAY?: number | undefined
  readonly FLUXKIT_RETENTION_DAYS: number
  readonly FLUXKIT_PING_AFTER_SECONDS: number
  readonly FLUXKIT_DRAIN_SECONDS: number
  readonly FLUXKIT_JOB_DEADLINE_MINUTES: number
  /** How long after a crash another process takes over its jobs. */
  readonly FLUXKIT_LEASE_SECONDS: number
  readonly FLUXKIT_LOG_LEVEL: 'trace' | 'debug' | 'info' | 'warn' | 'error' | 'fatal' | 'silent'
}

/** Default 9464, the usual one of exporters; a free port when the other port is 0. */
export function metricsPort({ FLUXKIT_METRICS_PORT: given, FLUXKIT_PORT: other }: Config): number {
  return given ?? (other === 0 ? 0 : 9464)
}

export type ConfigResult =
  | { readonly ok: true; readonly config: Config }
  /** One sentence per invalid setting, without its value. */
  | { readonly ok: false; readonly faults: readonly string[] }

/** Used by other programs of Fluxkit, and by `npm run bot` itself: they may be in the same environment. */
const ofOtherPrograms: ReadonlySet<string> = new Set([
  'FLUXKIT_CONFIG_DIR',
  'FLUXKIT_CONFIG_FILE',
  'FLUXKIT_LAUNCHER',
  'FLUXKIT_OUT',
  'FLUXKIT_SANDBOX_SPEED',
  'FLUXKIT_SERVER_TOKEN',
  'FLUXKIT_VERBOSE',
])

/** Checks everything at once. Empty variables count as absent, as compose files write them. */
export function readConfig(env: Readonly<Record<string, string | undefined>>): ConfigResult {
  const required = new Set(['DISCORD_TOKEN', 'ACEDATACLOUD_API_TOKEN'])
  const given = Object.entries(env).filter(([name, value]) => value?.trim() !== '' || required.has(name))
  const known = Object.keys(settings.shape)
  const misspelt = given
    .map(([name]) => name)
    .filter((name) => name.startsWith('FLUXKIT_') && !known.includes(name) && !ofOtherPrograms.has(name))
    .map((name) => `${name}: there is no such setting`)
  const parsed = settings.safeParse(Object.fromEntries(given))
  const faults = parsed.success
    ? roleFaults(parsed.data)
    : parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
  const bucket = bucketFaults(Object.fromEntries(given))
  const all = [...faults, ...bucket, ...misspelt]
  if (!parsed.success || all.length > 0) return { ok: false, faults: all }
  const isDefaultCurrency = !given.some(([name]) => name === 'FLUXKIT_CURRENCY')
  return { ok: true, config: { ...parsed.data, ...(isDefaultCurrency && { isDefaultCurrency }) } }
}

/** A bucket needs its keys. */
function bucketFaults(given: Readonly<Record<string, string | undefined>>): string[] {
  if (!given['FLUXKIT_IMAGES']?.trim().startsWith('s3://')) return []
  const absent = ['FLUXKIT_S3_ACCESS_KEY_ID', 'FLUXKIT_S3_SECRET_ACCESS_KEY'].filter(
    (name) => given[name] === undefined,
  )
  return absent.map((name) => `${name}: is missing: FLUXKIT_IMAGES names a bucket`)
}

/** Several processes need a database that they can share. */
function roleFaults({ FLUXKIT_ROLE: role, DATABASE_URL: database }: Config): string[] {
  if (role === 'all' || database !== undefined) return []
  return [
    `FLUXKIT_ROLE: ${role} needs PostgreSQL, which the other processes share: set DATABASE_URL, or leave FLUXKIT_ROLE at all`,
  ]
}
