import type { Attempt, AttemptOutcome, Cost, Entry, Job, JobImage } from '../job/job.ts'
import { asObject, type Json } from '../job/json.ts'
import {
  afterFailure,
  attemptOf,
  checkLegacy,
  damagedLegacy,
  type Migrated,
  type MigrationContext,
  numberOf,
  objectsOf,
  probableWire,
  taskOf,
} from './legacy.ts'

export interface BotMigrationContext extends MigrationContext {
  /** The currency of the bot's ledger: `credits`, or what the operator has configured. */
  readonly currency: string
  /** The prompt as the bot sent it; a variation's differs from what its user wrote. */
  readonly submittedPrompt?: (request: Json) => string
}

/** Where a job of the bot was requested, and how far its delivery is. */
export interface BotPlace {
  /** Its first response was in flight: it isn't known whether the user received it. */
  readonly isAnnounced: boolean
  /** Channel, user, token of the interaction, …: the bot's own. */
  readonly origin: Json
  /** Private, spoiler, variation, kept input: what the service never sees. */
  readonly options: Json
  readonly delivery: Json
}

/** Units of the bot's books in one of its currency. */
const unitsPerWhole = 10_000

/**
 * A job of the bot as its store reads it from the table `jobs` (`jobFromRow`). Its ledger stays as it is: effects that
 * bring the sum of a job to its cost have no effect a second time.
 */
export function jobFromBot(record: Json, context: BotMigrationContext): Entry<BotPlace> {
  const wrong = checkLegacy(record, undefined)
  if (wrong) return wrong
  const request = asObject(record['request'])
  const origin = asObject(record['place'])
  const createdAtMs = numberOf(record['createdMs'])
  if (!request || !origin || createdAtMs === undefined) return damagedLegacy(record, 'The row can’t be understood.')
  const { private: isPrivate, spoiler, variation, input, ...rest } = request
  const submittedAtMs = numberOf(record['submittedMs'])
  const { delivery, attempt, messageId, messageChannelId } = record
  const estimate = costOf(record['estimateUnits'], context.currency)
  const base: Job<BotPlace> & Migrated = {
    v: 1,
    id: String(record['id']),
    rev: 0,
    service: context.service,
    account: '',
    origin: { app: 'discord', actor: 'person' },
    request: { ...rest, prompt: context.submittedPrompt?.(request) ?? rest['prompt'] },
    place: {
      isAnnounced: record['state'] === 'announced',
      origin,
      options: withoutAbsent({ prompt: rest['prompt'], private: isPrivate, spoiler, variation, input }),
      delivery: withoutAbsent({ state: delivery, attempt, messageId, messageChannelId }),
    },
    createdAtMs,
    wantedAtMs: createdAtMs,
    ...(estimate && { estimate }),
    attempts: [],
    ...taskOf(record['taskId'], submittedAtMs),
    images: imagesIn(record),
    migratedFrom: { format: 'discord-3', record: withoutAbsent(record) },
  }
  return stateIn(record, base, submittedAtMs ?? createdAtMs, context)
}

function stateIn(
  record: Json,
  base: Job<BotPlace>,
  sentAtMs: number,
  { currency }: BotMigrationContext,
): Entry<BotPlace> {
  const endedAtMs = numberOf(record['finishedMs']) ?? base.createdAtMs
  const tries = numberOf(record['attempts']) ?? 0
  const wire = probableWire(base.request)
  const refused = Array.from({ length: Math.max(0, tries - 1) }, (_, at) =>
    attemptOf(base.id, at + 1, wire, base.createdAtMs, { kind: 'refused' }),
  )
  const last = (outcome?: AttemptOutcome): Attempt => attemptOf(base.id, Math.max(1, tries), wire, sentAtMs, outcome)
  const tried: Job<BotPlace> = { ...base, attempts: refused }
  const accepted: Job<BotPlace> = {
    ...base,
    attempts: [...refused, last({ kind: base.task ? 'accepted' : 'unknown' })],
  }
  switch (record['state']) {
    case 'announced':
      return { job: base }
    case 'queued':
      return { job: queued(base, refused, tries > 0 ? last({ kind: 'refused' }) : undefined, record) }
    case 'submitting':
      return { job: base.task ? accepted : { ...base, attempts: [...refused, last()] } }
    case 'running':
      return { job: accepted }
    case 'succeeded':
      return { job: succeeded(accepted, record, endedAtMs, currency) }
    case 'cancelled':
      return { job: { ...tried, end: { kind: 'cancelled', charged: 'no', atMs: endedAtMs } } }
    case 'withdrawn':
      return { job: { ...tried, end: { kind: 'discarded', code: 'withdrawn', charged: 'no', atMs: endedAtMs } } }
    case 'failed':
    case 'unknown': {
      const failure = asObject(record['failure'])
      const known = record['state'] === 'unknown' ? { ...failure, charged: 'unknown' } : failure
      return { job: afterFailure(base.task ? accepted : tried, known, endedAtMs, last) }
    }
    default:
      return damagedLegacy(record, 'The row has a state that this program doesn’t know.')
  }
}

function queued(base: Job<BotPlace>, refused: Attempt[], last: Attempt | undefined, record: Json): Job<BotPlace> {
  const nextAtMs = numberOf(record['notBeforeMs']) ?? 0
  const check = { nextAtMs, sinceMs: base.createdAtMs, misses: refused.length + 1 }
  return last ? { ...base, attempts: [...refused, last], check } : base
}

/** Links that could not be fetched yet are fetched at once. */
function succeeded(job: Job<BotPlace>, record: Json, atMs: number, currency: string): Job<BotPlace> {
  const cost = costOf(record['costUnits'], currency)
  const isIncomplete = job.images.some(({ kept }) => kept === undefined)
  return {
    ...job,
    readyAtMs: atMs,
    ...(cost && { cost }),
    ...(isIncomplete && { check: { nextAtMs: 0, sinceMs: atMs, misses: 0 } }),
    end: { kind: 'done', charged: 'yes', atMs },
  }
}

function imagesIn(record: Json): JobImage[] {
  return objectsOf(record['pictures']).flatMap(({ url, seed, hash, extension }): JobImage[] => {
    if (typeof url !== 'string') return []
    const isKept = typeof hash === 'string'
    return [{ url, tries: 0, ...(typeof seed === 'string' && { seed }), ...(isKept && { kept: hash, extension }) }]
  })
}

function costOf(units: unknown, currency: string): Cost | undefined {
  const amount = numberOf(units)
  return amount === undefined ? undefined : { amount: amount / unitsPerWhole, currency }
}

function withoutAbsent(record: Json): Json {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined && value !== null))
}
