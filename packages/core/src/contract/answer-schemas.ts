import * as z from 'zod/mini'
import { asId, asObject } from './json.ts'

// The service adds fields and changes spellings without notice, and a paid result must not be refused for one of them:
// only what is used is named here, and a field of an unexpected type counts as absent. Readers keep the raw answer.

/** A field that may be missing, null or of an unexpected type: all three are read as absent. */
function lenient<Schema extends z.ZodMiniType>(schema: Schema) {
  return read((value) => schema.safeParse(value).data)
}

/** A field with a reader of its own. */
function read<T>(reader: (value: unknown) => T) {
  return z.optional(z.pipe(z.unknown(), z.transform(reader)))
}

/** Absent, null or what the schema takes; anything else is an error. */
function nullish<Schema extends z.ZodMiniType>(schema: Schema): z.ZodMiniType<z.output<Schema> | undefined> {
  const nothing = z.transform((value: unknown): unknown => value ?? undefined)
  return z.optional(z.pipe(nothing, z.optional(schema as z.ZodMiniType<z.output<Schema>>)))
}

type Shape = Readonly<Record<string, z.ZodMiniType>>
type Fields<Of extends Shape> = { -readonly [Name in keyof Of]: z.output<Of[Name]> }

/**
 * The named fields of an object. Not `z.object`, nor `z.catch` for {@link lenient}: together they bring 4 kB of a browser's
 * bundle with them.
 */
function object<const Of extends Shape>(shape: Of): z.ZodMiniType<Fields<Of>> {
  const names = Object.keys(shape) as (keyof Of & string)[]
  const reader = (value: unknown, context: z.core.ParsePayload): Fields<Of> => {
    const raw = asObject(value)
    const fields: Partial<Fields<Of>> = {}
    for (const name of names) {
      const field = raw && shape[name]?.safeParse(raw[name])
      if (!field?.success) context.issues.push({ code: 'custom', path: [name], input: value })
      else fields[name] = field.data as Fields<Of>[typeof name]
    }
    return fields as Fields<Of>
  }
  return z.pipe(z.unknown(), z.transform(reader))
}

/** The empty text says nothing, as an id, a link or a message. */
const text = z.string().check(z.regex(/[^]/))

// Read without a schema of their own, which takes four times as long: an answer has many of them.
const optionalText = read((value) => (typeof value === 'string' && value !== '' ? value : undefined))
const optionalNumber = read((value) => (typeof value === 'number' ? value : undefined))

/** Ids stand in messages and are written down: text or a whole number, short and printable. */
const id = read(asId)

const isoTime = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(Z|[+-]\d\d:?\d\d)?$/i
/** The last moment that a Date can hold. Source: ECMA-262, time values. */
const maxTimeSeconds = 8.64e12

/** Unix seconds with fractions, or ISO 8601, in UTC where it names no zone; read as milliseconds. */
const time = read(toMs)

/** What a task cost, in the service's own currency: credits are not dollars. */
export const costSchema = z.pipe(
  object({ amount: z.number().check(z.refine((amount) => amount >= 0)), currency: optionalText }),
  z.transform(({ amount, currency = 'credit' }) => ({ amount, currency })),
)

export type Cost = Readonly<z.output<typeof costSchema>>

/** One element of `data`. */
export const imageSchema = object({
  image_url: text,
  prompt: read((value) => (typeof value === 'string' ? value : undefined)),
  /** 0 is a seed, and large ones come as text. */
  seed: read((value) => (typeof value === 'number' || typeof value === 'string' ? value : undefined)),
})

/** `{code, message}`; a bare text is a message, and a number is a code, too. */
export const serviceErrorSchema = z.pipe(
  z.transform((value: unknown) => (text.safeParse(value).success ? { message: value } : value)),
  object({
    code: read((value) => text.safeParse(typeof value === 'number' ? `${value}` : value).data),
    message: optionalText,
  }),
)

const responseShape = {
  success: read((value) => (typeof value === 'boolean' ? value : undefined)),
  status: optionalText,
  state: optionalText,
  /** As long as the answer's, with `undefined` where an element is not an image. */
  data: read((value) => (Array.isArray(value) ? value.map((each) => imageSchema.safeParse(each).data) : undefined)),
  error: lenient(serviceErrorSchema),
  finished_at: time,
  cost: lenient(costSchema),
}

/** The part of an answer that tells how a task stands: the whole synchronous answer, or a task's `response`. */
export const responseSchema = object(responseShape)

/** The answer to `POST /flux/images`, and the body of a callback. */
export const submissionSchema = object({ ...responseShape, task_id: id, trace_id: id })

/** One task, as `retrieve` answers it. A `response` that is neither absent nor an object makes it unreadable. */
export const taskSchema = object({
  id: z.pipe(z.unknown(), z.transform(asId)),
  trace_id: id,
  created_at: time,
  started_at: time,
  finished_at: time,
  elapsed: optionalNumber,
  request: lenient(object({ model: optionalText, prompt: optionalText, count: optionalNumber })),
  response: nullish(submissionSchema),
})

/** The answer to `retrieve_batch`; its elements are read one by one, so that one that cannot be read fails alone. */
export const batchSchema = object({ items: z.custom<readonly unknown[]>(Array.isArray) })

/** The answer to a file upload. */
export const uploadSchema = object({ file_url: text, mime: optionalText })

function toMs(value: unknown): number | undefined {
  if (typeof value === 'number' && value > 0 && value < maxTimeSeconds) return Math.round(value * 1000)
  // Date.parse by itself takes words with a number in them for dates, and texts without a zone for local time.
  const [, day, clock, zone = 'Z'] = (typeof value === 'string' && isoTime.exec(value)) || []
  const parsed = Date.parse(`${day}T${clock}${zone}`)
  return Number.isNaN(parsed) ? undefined : parsed
}
