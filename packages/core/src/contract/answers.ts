import type * as z from 'zod/mini'
import {
  batchSchema,
  type Cost,
  costSchema,
  responseSchema,
  serviceErrorSchema,
  submissionSchema,
  taskSchema,
  uploadSchema,
} from './answer-schemas.ts'
import { defined } from './defined.ts'
import type { GeneratedImage } from './image.ts'
import { asObject, type JsonObject } from './json.ts'

type Wire<Schema extends z.ZodMiniType> = z.output<Schema>

/** {@link responseSchema} in our own names. */
export interface ResponseReading {
  /** There is no result yet: `response` is absent, null or `{}`. */
  readonly empty: boolean
  readonly success: boolean | undefined
  /** A `status` or `state` word, lower case. */
  readonly statusWord: string | undefined
  readonly images: readonly GeneratedImage[]
  /** `code` is set when the service sent an object with one. */
  readonly error: ServiceErrorReading | undefined
  /** Some answers report it here instead of next to the response. */
  readonly finishedAtMs: number | undefined
  readonly cost: Cost | undefined
}

export type ServiceErrorReading = Readonly<Wire<typeof serviceErrorSchema>>

/** {@link taskSchema} in our own names; times in milliseconds since the Unix epoch. */
export interface TaskReading {
  readonly id: string
  readonly traceId: string | undefined
  readonly createdAtMs: number | undefined
  readonly startedAtMs: number | undefined
  readonly finishedAtMs: number | undefined
  readonly elapsedMs: number | undefined
  readonly model: string | undefined
  readonly prompt: string | undefined
  /** Images that were requested. */
  readonly count: number | undefined
  readonly response: ResponseReading
  /** As received. */
  readonly raw: JsonObject
}

/** {@link submissionSchema} in our own names. */
export interface SubmissionReading {
  readonly taskId: string | undefined
  readonly traceId: string | undefined
  readonly response: ResponseReading
  /** As received. */
  readonly raw: JsonObject
}

/** @returns `undefined` when it is not an object */
export function readSubmission(json: unknown): SubmissionReading | undefined {
  const { data: wire } = submissionSchema.safeParse(json)
  const raw = asObject(json)
  return wire && raw && { taskId: wire.task_id, traceId: wire.trace_id, response: readResponse(wire, raw), raw }
}

/** @returns `undefined` when it is not a task: no object, no id, or a response that is neither absent nor an object */
export function readTask(json: unknown): TaskReading | undefined {
  const { data: wire } = taskSchema.safeParse(json)
  const raw = asObject(json)
  if (wire?.id === undefined || !raw) return undefined
  return {
    id: wire.id,
    traceId: wire.trace_id ?? wire.response?.trace_id,
    createdAtMs: wire.created_at,
    startedAtMs: wire.started_at,
    finishedAtMs: wire.finished_at,
    elapsedMs: wire.elapsed === undefined ? undefined : wire.elapsed * 1000,
    model: wire.request?.model,
    prompt: wire.request?.prompt,
    count: wire.request?.count,
    response: readResponse(wire.response ?? noResponse, asObject(raw['response'])),
    raw,
  }
}

/** The elements of a `retrieve_batch` answer, not yet read. @returns `undefined` when there is no list */
export function readBatch(json: unknown): readonly unknown[] | undefined {
  return batchSchema.safeParse(json).data?.items
}

/** The error of an error answer: `{error: {code, message}}`, `{error: "…"}` or neither. */
export function readServiceError(error: unknown): ServiceErrorReading | undefined {
  return serviceErrorSchema.safeParse(error).data
}

/** @returns `undefined` when it is not an amount of something */
export function readCost(json: unknown): Cost | undefined {
  return json === undefined ? undefined : costSchema.safeParse(json).data
}

/** The answer to a file upload. @returns `undefined` when there is no link in it */
export function readUpload(json: unknown): { url: string; mimeType: string | undefined } | undefined {
  const { data } = uploadSchema.safeParse(json)
  return data && { url: data.file_url, mimeType: data.mime }
}

const noResponse = responseSchema.parse({})

function readResponse(wire: Wire<typeof responseSchema>, raw: JsonObject | undefined): ResponseReading {
  const { success, status, state, data, error, finished_at, cost } = wire
  return {
    empty: !raw || Object.keys(raw).length === 0,
    success,
    statusWord: (status ?? state)?.trim().toLowerCase(),
    images: data ? readImages(data, raw?.['data']) : [],
    error,
    finishedAtMs: finished_at,
    cost,
  }
}

function readImages(
  images: NonNullable<Wire<typeof responseSchema>['data']>,
  elements: unknown,
): readonly GeneratedImage[] {
  return images.flatMap((image, index) => {
    const raw = asObject((elements as readonly unknown[])[index])
    if (!image || !raw) return []
    return [defined({ url: image.image_url, prompt: image.prompt, seed: image.seed, raw })]
  })
}
