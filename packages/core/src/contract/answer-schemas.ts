import * as z from 'zod/mini'
import { refined } from './field-schemas.ts'
import { asBoolean, asId, asNumber, asObject, asText, type JsonObject } from './json.ts'

// The service adds fields and changes spellings without notice, and a paid result must not be refused for one of them:
// only what is used is named here, and a field of an unexpected type counts as absent. Readers keep the raw answer.

/** Reads a field that may be missing, null or of an unexpected type: all three are `undefined`. */
type Reader = (value: unknown) => unknown
/** A field without which the object is refused has a schema. */
type Shape = Readonly<Record<string, z.ZodMiniType | Reader>>
type Fields<Of extends Shape> = {
  -readonly [Name in keyof Of]: Of[Name] extends z.ZodMiniType
    ? z.output<Of[Name]>
    : Of[Name] extends (value: unknown) => infer Value
      ? Value
      : never
}

/**
 * The named fields of an object. Not `z.object` with `z.catch`: together they bring 4 kB of a browser's bundle with them, and
 * a schema for each field takes four times as long as a function, in answers of many fields.
 */
function object<const Of extends Shape>(shape: Of, fromText?: (text: string) => JsonObject): z.ZodMiniType<Fields<Of>> {
  const names = Object.keys(shape)
  return z.transform((value: unknown, context) => {
    const text = asText(value)
    const raw = text === undefined ? asObject(value) : fromText?.(text)
    if (!raw) context.issues.push({ code: 'custom', input: value })
    const found: Record<string, unknown> = {}
    for (const name of names) {
      const field = shape[name] as Shape[string]
      if (typeof field === 'function') {
        found[name] = field(raw?.[name])
      } else {
        const { success, data } = field.safeParse(raw?.[name])
        if (!success) context.issues.push({ code: 'custom', path: [name], input: value })
        found[name] = data
      }
    }
    return found as Fields<Of>
  })
}

/** What a schema makes of a field; nothing when it does not fit. */
function optional<Value>(schema: z.ZodMiniType<Value>): (value: unknown) => Value | undefined {
  // Most optional fields are absent, and a failed parse costs an error with its issues.
  return (value) => (value === undefined ? undefined : schema.safeParse(value).data)
}

/** A field that may be absent or null, but of no other kind than the schema's. */
function nullish<Value>(schema: z.ZodMiniType<Value>): z.ZodMiniType<Value | undefined> {
  return z.transform((value: unknown, context) => {
    if (value === undefined || value === null) return undefined
    const { success, data } = schema.safeParse(value)
    if (!success) context.issues.push({ code: 'custom', input: value })
    return data
  })
}

/** The empty text says nothing, as an id, a link or a message. */
const text = z.string().check(z.refine((value) => value !== ''))

const isoTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/i
/** The last moment that a Date can hold. Source: ECMA-262, time values. */
const maxTimeSeconds = 8.64e12

/** More than any account holds. Sums of what is larger would pass every number, and JSON has no word for that. */
const maxAmount = 1e12

/** What a task cost, in the service's own currency: credits are not dollars. */
export const costSchema = object({
  amount: refined<number>((amount) => typeof amount === 'number' && amount >= 0 && amount <= maxAmount),
  currency: (value) => asText(value) ?? 'credit',
})

/** What the service charged. Credits are not dollars. */
export type Cost = Readonly<z.output<typeof costSchema>>

/** One element of `data`. */
export const imageSchema = object({
  image_url: text,
  prompt: (value) => (typeof value === 'string' ? value : undefined),
  /** 0 is a seed, and large ones come as text. */
  seed: (value) => (typeof value === 'string' ? value : asNumber(value)),
})

/** `{code, message}`; a bare text is a message, and a number is a code, too. */
export const serviceErrorSchema = object(
  { code: (value) => asText(typeof value === 'number' ? `${value}` : value), message: asText },
  (message) => ({ message }),
)

const responseShape = {
  success: asBoolean,
  status: asText,
  state: asText,
  /** As long as the answer's, with `undefined` where an element is not an image. */
  data: (value: unknown) => (Array.isArray(value) ? value.map(optional(imageSchema)) : undefined),
  error: optional(serviceErrorSchema),
  finished_at: asTimeMs,
  cost: optional(costSchema),
}

/** The part of an answer with the state of a task: the whole synchronous answer, or a task's `response`. */
export const responseSchema = object(responseShape)

/** The answer to `POST /flux/images`, and the body of a callback. Ids appear in messages and are stored. */
export const submissionSchema = object({ ...responseShape, task_id: asId, trace_id: asId })

/** One task, as `retrieve` answers it. A `response` that is neither absent nor an object makes it unreadable. */
export const taskSchema = object({
  id: asId,
  trace_id: asId,
  created_at: asTimeMs,
  started_at: asTimeMs,
  finished_at: asTimeMs,
  elapsed: asNumber,
  request: optional(object({ model: asText, prompt: asText, count: asNumber })),
  response: nullish(submissionSchema),
})

/** The answer to `retrieve_batch`; its elements are read one by one, so that one that cannot be read fails on its own. */
export const batchSchema = object({ items: refined<readonly unknown[]>(Array.isArray) })

/** The answer to a file upload. */
export const uploadSchema = object({ file_url: text, mime: asText })

/** Unix seconds with fractions, or ISO 8601, in UTC where it names no zone; read as milliseconds. */
function asTimeMs(value: unknown): number | undefined {
  if (typeof value === 'number' && value > 0 && value < maxTimeSeconds) return Math.round(value * 1000)
  // Date.parse on its own accepts words with a number as dates, and reads texts without a zone as local time.
  const iso = typeof value === 'string' ? isoTime.exec(value) : null
  if (!iso) return undefined
  const [, day, clock, zone = 'Z'] = iso
  const parsed = Date.parse(`${day}T${clock}${zone}`)
  return Number.isNaN(parsed) ? undefined : parsed
}
