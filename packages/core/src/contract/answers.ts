import * as z from 'zod/mini'
import type { GeneratedImage } from './image.ts'

type JsonObject = Readonly<Record<string, unknown>>

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

// Only what is used is described, and a field of an unexpected type counts as absent: the service adds fields and
// changes spellings without notice, and a paid result must not be refused for one of them.
const text = z.catch(z.optional(z.string()), undefined)
const idText = z.string().check(z.minLength(1))
const record = z.record(z.string(), z.unknown())
const lenientRecord = z.catch(z.optional(record), undefined)

const imageSchema = z.looseObject({
  image_url: idText,
  prompt: text,
  seed: z.catch(z.optional(z.union([z.number(), z.string()])), undefined),
})

const responseSchema = z.looseObject({
  success: z.catch(z.optional(z.boolean()), undefined),
  status: text,
  state: text,
  trace_id: text,
  task_id: text,
  data: z.catch(z.array(z.unknown()), []),
  error: z.unknown(),
})

const taskSchema = z.looseObject({ id: idText, trace_id: text, request: lenientRecord, response: z.nullish(record) })
const batchSchema = z.looseObject({ items: z.array(z.unknown()) })
const uploadSchema = z.looseObject({ file_url: idText, mime: text })

/** @returns `undefined` when it is not an object */
export function readSubmission(json: unknown): SubmissionReading | undefined {
  const { data, success } = z.safeParse(responseSchema, json)
  if (!success) return undefined
  return {
    taskId: data.task_id || undefined,
    traceId: data.trace_id || undefined,
    response: readResponse(json),
    raw: data,
  }
}

/** @returns `undefined` when it is not a task: no object, no id, or a response that is neither absent nor an object */
export function readTask(json: unknown): TaskReading | undefined {
  const { data, success } = z.safeParse(taskSchema, json)
  if (!success) return undefined
  const inner = z.safeParse(responseSchema, data.response).data
  const request = data.request ?? {}
  return {
    id: data.id,
    traceId: data.trace_id || inner?.trace_id || undefined,
    createdAtMs: readTimeMs(data['created_at']),
    startedAtMs: readTimeMs(data['started_at']),
    finishedAtMs: readTimeMs(data['finished_at']),
    elapsedMs: typeof data['elapsed'] === 'number' ? data['elapsed'] * 1000 : undefined,
    model: typeof request['model'] === 'string' ? request['model'] : undefined,
    prompt: typeof request['prompt'] === 'string' ? request['prompt'] : undefined,
    response: readResponse(data.response),
    raw: data,
  }
}

/** The elements of a `retrieve_batch` answer, not yet read one by one. @returns `undefined` when there is no list */
export function readBatch(json: unknown): readonly unknown[] | undefined {
  return z.safeParse(batchSchema, json).data?.items
}

/** The answer to a file upload. @returns `undefined` when there is no link in it */
export function readUpload(json: unknown): { url: string; mimeType: string | undefined } | undefined {
  const { data } = z.safeParse(uploadSchema, json)
  return data && { url: data.file_url, mimeType: data.mime }
}

/** The error of an error answer: `{error: {code, message}}`, `{error: "…"}` or neither. */
export function readServiceError(error: unknown): ServiceErrorReading | undefined {
  if (typeof error === 'string') return error ? { code: undefined, message: error } : undefined
  const object = z.safeParse(z.looseObject({ code: z.unknown(), message: text }), error).data
  if (!object) return undefined
  const code = typeof object.code === 'number' ? String(object.code) : object.code
  return { code: typeof code === 'string' && code ? code : undefined, message: object.message }
}

function readResponse(json: unknown): ResponseReading {
  const response = z.safeParse(responseSchema, json).data
  return {
    empty: response === undefined || Object.keys(json as object).length === 0,
    success: response?.success,
    statusWord: (response?.status || response?.state || undefined)?.trim().toLowerCase(),
    images: (response?.data ?? []).flatMap((item) => readImage(item) ?? []),
    error: readServiceError(response?.error),
  }
}

function readImage(json: unknown): GeneratedImage | undefined {
  const { data } = z.safeParse(imageSchema, json)
  if (!data) return undefined
  return {
    url: data.image_url,
    ...(data.prompt === undefined ? {} : { prompt: data.prompt }),
    ...(data.seed === undefined ? {} : { seed: data.seed }),
    raw: data,
  }
}

/** Unix seconds (with fractions) or an ISO 8601 text. */
function readTimeMs(value: unknown): number | undefined {
  if (typeof value === 'number' && value > 0) return value * 1000
  const parsed = typeof value === 'string' && value ? Date.parse(value) : Number.NaN
  return Number.isNaN(parsed) ? undefined : parsed
}
