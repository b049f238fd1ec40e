import type { Attempt, AttemptOutcome, Damaged, End, Job } from '../job/job.ts'
import { asObject, type Json } from '../job/json.ts'
import { jobIdShape } from '../job/read-job.ts'

// Records of the three programs as they were before this package. Read loosely: what a reader of today refuses is owed.

/** What the record of an earlier program doesn't say. */
export interface MigrationContext {
  /** The base URL that the program was configured with. */
  readonly service: string
}

/** A job with the record that it was made from, so that nothing is lost. */
export interface Migrated {
  readonly migratedFrom: { readonly format: string; readonly record: Json }
}

/** Reads the file of a record. @returns What is wrong with it otherwise */
export function readLegacy(text: string, id: string): { readonly record: Json } | Damaged {
  try {
    const record = asObject(JSON.parse(text.replace(/^\uFEFF/, '')))
    if (!record) return { damaged: 'The record isn’t an object.', id }
    return checkLegacy(record, id) ?? { record }
  } catch {
    return { damaged: text.trim() === '' ? 'The record is empty.' : 'The record isn’t complete JSON.', id }
  }
}

export function damagedLegacy(record: Json, reason: string): Damaged {
  const { id } = record
  return { damaged: reason, ...(typeof id === 'string' && { id }) }
}

/** Whether a record is one of version 1 with a usable id. @returns What is wrong otherwise. */
export function checkLegacy(record: Json, id: string | undefined): Damaged | undefined {
  if (typeof record['version'] === 'number' && record['version'] > 1) {
    return damagedLegacy(record, `The record is of a later version (${record['version']}) than this program knows.`)
  }
  const own = record['id']
  if (typeof own !== 'string' || !jobIdShape.test(own))
    return { damaged: 'The record names no job.', ...(id !== undefined && { id }) }
  if (id !== undefined && own !== id) return { damaged: `The record of ${id} holds job ${own}.`, id: own }
  return undefined
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined
}

export function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** Objects of a list; anything else in it is left out. */
export function objectsOf(value: unknown): readonly Json[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : []
  return list.map((one) => asObject(one)).filter((one) => one !== undefined)
}

export function chargedIn(failure: Json | undefined): End['charged'] {
  const charged = failure?.['charged']
  return charged === 'no' || charged === 'yes' ? charged : 'unknown'
}

/** The task that a record names. */
export function taskOf(id: unknown, atMs: number | undefined, traceId?: unknown): Pick<Job, 'task'> {
  const task = textOf(id)
  const trace = textOf(traceId)
  if (task === undefined) return {}
  return {
    task: {
      id: task,
      via: 'answer',
      ...(atMs !== undefined && { atMs }),
      ...(trace !== undefined && { traceId: trace }),
    },
  }
}

/** The body as it was probably sent, so that a lost submission can be recognised. */
export function probableWire(request: Json): Json {
  const { imageUrl, ...rest } = request
  return { ...rest, ...(imageUrl !== undefined && { image_url: imageUrl }) }
}

export function attemptOf(id: string, number: number, wire: Json, sentAtMs: number, outcome?: AttemptOutcome): Attempt {
  return { key: `${id}.${number}`, wire, sentAtMs, ...(outcome && { outcome }) }
}

/** A job of a program that never submits a second time: its attempt, by what it led to, and the job once it was sent. */
export function submittedOnce<P>(
  job: Job<P>,
  sentAtMs: number,
): { readonly attempt: (outcome?: AttemptOutcome) => Attempt; readonly sent: Job<P> } {
  const attempt = (outcome?: AttemptOutcome): Attempt =>
    attemptOf(job.id, 1, probableWire(job.request), sentAtMs, outcome)
  return { attempt, sent: { ...job, attempts: [attempt({ kind: job.task ? 'accepted' : 'unknown' })] } }
}

/** Codes of failures that say that a task has ended without an image. */
const finalCodes: ReadonlySet<string | undefined> = new Set(['task_failed', 'moderated'])

/**
 * The outcome of a job that an earlier program called failed or unknown. Only what proves that nothing was charged, or that
 * the task has ended, ends it; everything else is recoverable again.
 */
export function afterFailure<P>(
  job: Job<P>,
  failure: Json | undefined,
  atMs: number,
  attempt: (outcome: AttemptOutcome) => Attempt,
): Job<P> {
  const code = textOf(failure?.['code'])
  const summary = textOf(failure?.['message']) ?? textOf(failure?.['summary'])
  const traceId = textOf(failure?.['traceId'])
  const facts = { ...(code && { code }), ...(summary && { summary }), ...(traceId && { traceId }) }
  const charged = chargedIn(failure)
  if (job.task) {
    if (finalCodes.has(code)) return { ...job, end: { kind: 'failed', charged, atMs, ...facts } }
    if (code === 'unknown_task') {
      return { ...job, check: { nextAtMs: 0, sinceMs: atMs, misses: 1, lastCode: 'unknown_task' } }
    }
    return job
  }
  if (charged !== 'no') return { ...job, attempts: [...job.attempts, attempt({ kind: 'unknown', ...facts })] }
  const attempts = code === 'interrupted' ? [] : [attempt({ kind: 'refused', ...facts })]
  return { ...job, attempts: [...job.attempts, ...attempts], end: { kind: 'failed', charged, atMs, ...facts } }
}
