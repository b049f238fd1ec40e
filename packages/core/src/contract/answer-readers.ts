import { asBoolean, asId, asNumber, asObject, asText, type JsonObject } from './json.ts'

// The service adds fields and changes spellings without notice, and a paid result must not be refused for one of them:
// only what is used is named here, and a field of an unexpected type counts as absent. Readers keep the raw answer.

/** Reads a value. @returns `undefined` when it does not fit */
type Read<Value> = (value: unknown) => Value | undefined
/** A field without which the object is refused; all others count as absent when they do not fit. */
interface Required<Value> {
  readonly required: Read<Value>
  /** Is it left out on purpose? */
  readonly isAbsent: (value: unknown) => boolean
}
/** What a reader makes of an answer. */
export type Answer<Of extends Read<unknown>> = NonNullable<ReturnType<Of>>

type Shape = Readonly<Record<string, Read<unknown> | Required<unknown>>>
type Fields<Of extends Shape> = {
  -readonly [Name in keyof Of]: Of[Name] extends Required<infer Value>
    ? Value
    : Of[Name] extends (value: unknown) => infer Value
      ? Value
      : never
}

/** The named fields of an object. @param fromText reads a text that stands for the object */
function object<const Of extends Shape>(shape: Of, fromText?: (text: string) => JsonObject): Read<Fields<Of>> {
  const fields = Object.entries(shape)
  return (value) => {
    const text = asText(value)
    const raw = text === undefined ? asObject(value) : fromText?.(text)
    if (!raw) return undefined
    const found: Record<string, unknown> = {}
    for (const [name, field] of fields) {
      if (typeof field === 'function') found[name] = field(raw[name])
      else if (!field.isAbsent(raw[name])) {
        found[name] = field.required(raw[name])
        if (found[name] === undefined) return undefined
      }
    }
    return found as Fields<Of>
  }
}

function required<Value>(read: Read<Value>): Required<Value> {
  return { required: read, isAbsent: () => false }
}

/** A field that may be absent or null, but of no other kind. */
function nullish<Value>(read: Read<Value>): Required<Value | undefined> {
  return { required: read, isAbsent: (value) => value === undefined || value === null }
}

const isoTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/i
/** The last moment that a Date can hold. Source: ECMA-262, time values. */
const maxTimeSeconds = 8.64e12

/** More than any account holds. Sums of what is larger would pass every number, and JSON has no word for that. */
const maxAmount = 1e12

/** What a task cost, in the service's own currency: credits are not dollars. */
export const asCost = object({
  amount: required((amount) => (typeof amount === 'number' && amount >= 0 && amount <= maxAmount ? amount : undefined)),
  currency: (value) => asText(value) ?? 'credit',
})

/** What the service charged. Credits are not dollars. */
export type Cost = Readonly<Answer<typeof asCost>>

/** One element of `data`. */
export const asImage = object({
  image_url: required(asText),
  prompt: (value) => (typeof value === 'string' ? value : undefined),
  /** 0 is a seed, and large ones come as text. */
  seed: (value) => (typeof value === 'string' ? value : asNumber(value)),
})

/** `{code, message}`; a bare text is a message, and a number is a code, too. */
export const asServiceError = object(
  { code: (value) => asText(typeof value === 'number' ? `${value}` : value), message: asText },
  (message) => ({ message }),
)

const responseShape = {
  success: asBoolean,
  status: asText,
  state: asText,
  /** As long as the answer's, with `undefined` where an element is not an image. */
  data: (value: unknown) => (Array.isArray(value) ? value.map(asImage) : undefined),
  error: asServiceError,
  finished_at: asTimeMs,
  cost: asCost,
}

/** The part of an answer with the state of a task: the whole synchronous answer, or a task's `response`. */
export const asResponse = object(responseShape)

/** The answer to `POST /flux/images`, and the body of a callback. Ids appear in messages and are stored. */
export const asSubmission = object({ ...responseShape, task_id: asId, trace_id: asId })

/** One task, as `retrieve` answers it. A `response` that is neither absent nor an object makes it unreadable. */
export const asTask = object({
  id: asId,
  trace_id: asId,
  created_at: asTimeMs,
  started_at: asTimeMs,
  finished_at: asTimeMs,
  elapsed: asNumber,
  request: object({ model: asText, prompt: asText, count: asNumber }),
  response: nullish(asSubmission),
})

/** The answer to `retrieve_batch`; its elements are read one by one, so that one that cannot be read fails on its own. */
export const asBatch = object({
  items: required((items): readonly unknown[] | undefined => (Array.isArray(items) ? items : undefined)),
})

/** The answer to a file upload. */
export const asUpload = object({ file_url: required(asText), mime: asText })

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
