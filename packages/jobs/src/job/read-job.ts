import * as z from 'zod/mini'
import type { Entry, Job } from './job.ts'
import { asObject } from './json.ts'

/** Ids become names of files and keys of databases. */
export const jobIdShape: RegExp = /^[\w-]{1,64}$/

const text = z.string()
const ms = z.number()
const maybe = <T extends z.ZodMiniType>(type: T): z.ZodMiniOptional<T> => z.optional(type)
const charged = z.enum(['no', 'unknown', 'yes'])
const cost = z.looseObject({ amount: z.number(), currency: text })
const json = z.record(text, z.unknown())

const attempt = z.looseObject({
  key: text,
  wire: json,
  sentAtMs: ms,
  serverOffsetMs: maybe(ms),
  outcome: maybe(
    z.looseObject({
      kind: z.enum(['accepted', 'refused', 'not_sent', 'unknown']),
      code: maybe(text),
      traceId: maybe(text),
      summary: maybe(text),
    }),
  ),
})

const shape = z.looseObject({
  v: z.literal(1),
  id: text.check(z.regex(jobIdShape)),
  rev: z.int().check(z.nonnegative()),
  service: text,
  account: text,
  origin: z.looseObject({ app: text, actor: z.enum(['person', 'agent']) }),
  request: json,
  place: maybe(z.unknown()),
  createdAtMs: ms,
  wantedAtMs: ms,
  estimate: maybe(cost),
  attempts: z.array(attempt),
  task: maybe(
    z.looseObject({
      id: text.check(z.minLength(1)),
      via: z.enum(['answer', 'error', 'callback', 'listing', 'person']),
      atMs: maybe(ms),
      traceId: maybe(text),
    }),
  ),
  images: z.array(
    z.looseObject({
      url: text,
      kept: maybe(text),
      tries: z.number(),
      seed: maybe(z.union([z.number(), text])),
    }),
  ),
  readyAtMs: maybe(ms),
  cost: maybe(cost),
  check: maybe(
    z.looseObject({
      nextAtMs: maybe(ms),
      sinceMs: ms,
      misses: z.number(),
      searches: maybe(z.number()),
      lastCode: maybe(text),
      traceId: maybe(text),
      summary: maybe(text),
    }),
  ),
  end: maybe(
    z.looseObject({
      kind: z.enum(['done', 'failed', 'cancelled', 'discarded']),
      code: maybe(text),
      serviceCode: maybe(text),
      charged,
      atMs: ms,
      traceId: maybe(text),
      summary: maybe(text),
    }),
  ),
})

/**
 * Reads a record. Fields that this version does not know are kept as they are; a value that it cannot understand makes
 * the whole record {@link Damaged}, because a state derived from half of the facts may submit again.
 *
 * @param id The key under which the record was found; another id inside means that it was renamed or copied.
 */
export function readJob<Place = unknown>(recordText: string, id?: string): Entry<Place> {
  const named = id === undefined ? {} : { id }
  let value: unknown
  try {
    // Editors add a byte order mark.
    value = JSON.parse(recordText.replace(/^\uFEFF/, ''))
  } catch {
    const reason = recordText.trim() === '' ? 'The record is empty.' : 'The record isn’t complete JSON.'
    return { damaged: reason, ...named }
  }
  return readJobValue(value, id)
}

/** {@link readJob} for a record that is parsed already. */
export function readJobValue<Place = unknown>(value: unknown, id?: string): Entry<Place> {
  const inner = asObject(value)?.['id']
  const known = id ?? (typeof inner === 'string' ? inner : undefined)
  const named = known === undefined ? {} : { id: known }
  const version = asObject(value)?.['v']
  if (typeof version === 'number' && version > 1) {
    return { damaged: `The record is of a later version (${version}) than this program knows.`, ...named }
  }
  const parsed = shape.safeParse(value)
  if (!parsed.success) {
    const path = parsed.error.issues[0]?.path.join('.') ?? ''
    return { damaged: `The record can’t be understood${path === '' ? '.' : ` at ${path}.`}`, ...named }
  }
  if (id !== undefined && parsed.data.id !== id) {
    return { damaged: `The record of ${id} holds job ${parsed.data.id}.`, id: parsed.data.id }
  }
  return { job: parsed.data as unknown as Job<Place> }
}
