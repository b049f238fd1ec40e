import { type Cost, readCost } from './cost.ts'
import { defined } from './defined.ts'
import type { GeneratedImage } from './image.ts'
import { asId, asObject, asText, type JsonObject } from './json.ts'

/** The part of an answer that tells how a task stands: the whole synchronous answer, or a task's `response`. */
export interface ResponseReading {
  /** Nothing has been answered yet: `response` is absent, null or `{}`. */
  readonly empty: boolean
  readonly success: boolean | undefined
  /** A `status` or `state` word, lower case. */
  readonly statusWord: string | undefined
  readonly images: readonly GeneratedImage[]
  /** `structured` when the service sent an object with a code. */
  readonly error: ServiceErrorReading | undefined
  /** Some answers tell it here and not beside the response. */
  readonly finishedAtMs: number | undefined
  readonly cost: Cost | undefined
}

export interface ServiceErrorReading {
  readonly code: string | undefined
  readonly message: string | undefined
}

/** One task as the service reports it; times in milliseconds since the Unix epoch. */
export interface TaskReading {
  readonly id: string
  readonly traceId: string | undefined
  readonly createdAtMs: number | undefined
  readonly startedAtMs: number | undefined
  readonly finishedAtMs: number | undefined
  readonly elapsedMs: number | undefined
  readonly model: string | undefined
  readonly prompt: string | undefined
  readonly response: ResponseReading
  readonly raw: JsonObject
}

/** The answer to `POST /flux/images`, and the body of a callback. */
export interface SubmissionReading {
  readonly taskId: string | undefined
  readonly traceId: string | undefined
  readonly response: ResponseReading
  readonly raw: JsonObject
}

const isoTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/i
/** The last moment that a Date can hold. Source: ECMA-262, time values. */
const maxTimeSeconds = 8.64e12

// Only what is used is read, and a field of an unexpected type counts as absent: the service adds fields and changes
// spellings without notice, and a paid result must not be refused for one of them.

/** @returns `undefined` when it is not an object */
export function readSubmission(json: unknown): SubmissionReading | undefined {
  const raw = asObject(json)
  return raw && { taskId: asId(raw['task_id']), traceId: asId(raw['trace_id']), response: readResponse(raw), raw }
}

/** @returns `undefined` when it is not a task: no object, no id, or a response that is neither absent nor an object */
export function readTask(json: unknown): TaskReading | undefined {
  const raw = asObject(json)
  const id = asId(raw?.['id'])
  const answered = raw?.['response'] ?? undefined
  const response = asObject(answered)
  if (!raw || id === undefined || (answered !== undefined && !response)) return undefined
  const request = asObject(raw['request'])
  const { elapsed } = raw
  return {
    id,
    traceId: asId(raw['trace_id']) ?? asId(response?.['trace_id']),
    createdAtMs: readTimeMs(raw['created_at']),
    startedAtMs: readTimeMs(raw['started_at']),
    finishedAtMs: readTimeMs(raw['finished_at']),
    elapsedMs: typeof elapsed === 'number' ? elapsed * 1000 : undefined,
    model: asText(request?.['model']),
    prompt: asText(request?.['prompt']),
    response: readResponse(response),
    raw,
  }
}

/** The elements of a `retrieve_batch` answer, not yet read one by one. @returns `undefined` when there is no list */
export function readBatch(json: unknown): readonly unknown[] | undefined {
  const items = asObject(json)?.['items']
  return Array.isArray(items) ? items : undefined
}

/** The error of an error answer: `{error: {code, message}}`, `{error: "…"}` or neither. */
export function readServiceError(error: unknown): ServiceErrorReading | undefined {
  const object = asObject(error)
  if (!object) return asText(error) === undefined ? undefined : { code: undefined, message: asText(error) }
  const { code } = object
  return { code: typeof code === 'number' ? String(code) : asText(code), message: asText(object['message']) }
}

function readResponse(response: JsonObject | undefined): ResponseReading {
  const { success, data } = response ?? {}
  const word = asText(response?.['status']) ?? asText(response?.['state'])
  return {
    empty: !response || Object.keys(response).length === 0,
    success: typeof success === 'boolean' ? success : undefined,
    statusWord: word?.trim().toLowerCase(),
    images: Array.isArray(data) ? data.flatMap((item) => readImage(item) ?? []) : [],
    error: readServiceError(response?.['error']),
    finishedAtMs: readTimeMs(response?.['finished_at']),
    cost: readCost(response?.['cost']),
  }
}

function readImage(json: unknown): GeneratedImage | undefined {
  const raw = asObject(json)
  const url = asText(raw?.['image_url'])
  if (!raw || url === undefined) return undefined
  const { prompt, seed } = raw
  return defined({
    url,
    prompt: typeof prompt === 'string' ? prompt : undefined,
    seed: typeof seed === 'number' || typeof seed === 'string' ? seed : undefined,
    raw,
  })
}

/** Unix seconds (with fractions) or an ISO 8601 text, in UTC where it names no zone. */
function readTimeMs(value: unknown): number | undefined {
  if (typeof value === 'number' && value > 0 && value < maxTimeSeconds) return Math.round(value * 1000)
  // Date.parse alone takes words with a number in them for dates, and texts without a zone for local time.
  const [, day, time, zone = 'Z'] = (typeof value === 'string' && isoTime.exec(value)) || []
  const parsed = Date.parse(`${day}T${time}${zone}`)
  return Number.isNaN(parsed) ? undefined : parsed
}
