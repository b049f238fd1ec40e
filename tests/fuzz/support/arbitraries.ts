import { aBatch, anAcceptance, anErrorAnswer, aFinishedTask, anImageAnswer, aRunningTask } from '@fluxkit/core/testing'
import fc from 'fast-check'
import type { AnsweredFate, Fate } from './network.ts'
import { anyImage } from './images.ts'
import { prompt, token } from './secrets.ts'

const encoder = new TextEncoder()

/** Words that mean something to a client, in places where they do not belong. */
const knownStatus = fc.constantFrom(
  'api_error',
  'too_many_requests',
  'used_up',
  'no_api',
  'no_token',
  'succeeded',
  'failed',
  'pending',
  '',
  'task-1',
  '2026-01-01T00:00:00Z',
  'https://cdn.example.com/cat.png',
  'http://169.254.169.254/',
  'javascript:alert(1)',
  '__proto__',
)

/** What an error message may repeat of the request. */
const echo = fc.constantFrom(
  `The token ${token} is not accepted.`,
  `The prompt "${prompt}" was refused`,
  `Bad request: ${JSON.stringify({ prompt, token })}`,
  `\u001b[31m${prompt.slice(0, 40)}`,
  `${prompt}${prompt}`,
)

const json = fc.oneof(
  { depthSize: 'small' },
  { weight: 4, arbitrary: knownStatus },
  { weight: 2, arbitrary: fc.constantFrom(null, true, false, 0, -1, 1e308, 1_736_304_669, 8.64e15) },
  { weight: 2, arbitrary: fc.jsonValue({ maxDepth: 2 }) },
)

const errorAnswer = fc
  .tuple(fc.oneof(knownStatus, echo), fc.oneof(echo, fc.string()), fc.boolean())
  .map(([code, message, bare]) => (bare ? { success: false, error: message } : anErrorAnswer(code, message)))

const finishedTasks = fc
  .array(fc.constantFrom('task-1', 'task-2', 'task-3', 'stranger'), { maxLength: 4 })
  .map((ids) => aBatch(...ids.map((id) => aFinishedTask(id))))

const shapes = fc.oneof(
  fc.constant<unknown>(anAcceptance()),
  fc.constant<unknown>(anImageAnswer()),
  fc.constant<unknown>(aFinishedTask()),
  fc.constant<unknown>(aRunningTask()),
  fc.constant<unknown>(aBatch(aFinishedTask(), aRunningTask('task-2'))),
  fc.constant<unknown>({ file_url: 'https://cdn.example.com/7f849b80b9.png', mime: 'image/png' }),
  finishedTasks,
  errorAnswer,
)

/** One field, anywhere in it, is another: taken away, of another type, or doubled into a list. */
const mutated = fc
  .tuple(shapes, fc.array(fc.tuple(fc.nat(), json, fc.nat(3)), { maxLength: 3 }))
  .map(([shape, edits]) =>
    edits.reduce<unknown>((value, [at, replacement, how]) => mutate(value, at, replacement, how), shape),
  )

function mutate(value: unknown, at: number, replacement: unknown, how: number): unknown {
  const copy: unknown = structuredClone(value)
  const slots: (readonly [holder: Record<string, unknown>, key: string])[] = []
  const walk = (holder: unknown): void => {
    if (typeof holder !== 'object' || holder === null) return
    for (const key of Object.keys(holder)) {
      slots.push([holder as Record<string, unknown>, key])
      walk((holder as Record<string, unknown>)[key])
    }
  }
  walk(copy)
  const slot = slots[at % Math.max(1, slots.length)]
  if (!slot) return replacement
  const [holder, key] = slot
  if (how === 0) delete holder[key]
  else if (how === 1) holder[key] = [holder[key], replacement]
  else holder[key] = replacement
  return copy
}

/** Bodies of every kind that a gateway, a proxy or a broken service can send. */
const anyBody: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 6, arbitrary: mutated.map((value) => encoder.encode(JSON.stringify(value))) },
  { weight: 3, arbitrary: errorAnswer.map((value) => encoder.encode(JSON.stringify(value))) },
  { weight: 1, arbitrary: json.map((value) => encoder.encode(JSON.stringify(value))) },
  { weight: 1, arbitrary: fc.constant(encoder.encode(`<!doctype html><h1>502 Bad Gateway</h1><!-- ${prompt} -->`)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 40 }) },
  { weight: 1, arbitrary: fc.constant(encoder.encode('['.repeat(10_000))) },
  { weight: 1, arbitrary: echo.map((text) => encoder.encode(`{"error": "${text}`)) },
  { weight: 1, arbitrary: anyImage },
  // Two megabytes of whatever in one answer's field.
  { weight: 1, arbitrary: fc.constantFrom('trace_id', 'error', 'task_id', 'x').map(enormousField) },
)

let megabytes: string | undefined

function enormousField(field: string): Uint8Array {
  megabytes ??= 'x'.repeat(2 ** 21)
  return encoder.encode(JSON.stringify({ success: false, [field]: megabytes }))
}

const retryAfter = fc.oneof(
  fc.constantFrom('0', '1', '120', '1e9', '-5', '0.5', 'soon', '', '999999999999999999999999', 'NaN', 'Infinity'),
  fc.constantFrom('Wed, 21 Oct 2026 07:28:00 GMT', 'Thu, 01 Jan 1970 00:00:00 GMT', 'Fri, 31 Dec 9999 23:59:59 GMT'),
  fc.string({ maxLength: 12 }),
)

const location = fc.constantFrom(
  '/elsewhere',
  'https://cdn.example.com/cat.png',
  'http://127.0.0.1/',
  'https://[::ffff:169.254.169.254]/latest',
  'file:///etc/passwd',
  '//evil.example.com',
  'https://user:secret@cdn.example.com/',
  'https://',
  '',
)

const anyHeaders = fc
  .record(
    {
      'retry-after': retryAfter,
      location,
      'content-length': fc.constantFrom('0', '10', '99999999999', 'ten', '12, 12', '-1', ''),
      'content-type': fc.constantFrom('application/json', 'text/html', 'image/png'),
    },
    { requiredKeys: [] },
  )
  .map((fields) => fields as Record<string, string>)

const anyStatus = fc.oneof(
  { weight: 4, arbitrary: fc.constant(200) },
  {
    weight: 4,
    arbitrary: fc.constantFrom(201, 204, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 408, 413, 429, 451),
  },
  { weight: 3, arbitrary: fc.constantFrom(500, 501, 502, 503, 504, 520, 599) },
  { weight: 1, arbitrary: fc.integer({ min: 100, max: 999 }) },
)

const anyDelayMs = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 2, arbitrary: fc.nat(40_000) },
  { weight: 1, arbitrary: fc.constantFrom(29_999, 30_000, 30_001, 400_000) },
)

const anyEnd = fc.oneof(
  { weight: 8, arbitrary: fc.constant('whole' as const) },
  fc.constant('cut' as const),
  fc.constant('stalled' as const),
)

/** Says with a counterexample what came, instead of a million numbers. */
class Answer implements AnsweredFate {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly end: AnsweredFate['end']
  readonly delayMs: number
  readonly chunks: readonly Uint8Array[]

  constructor({ status, headers, end, delayMs }: Omit<AnsweredFate, 'chunks'>, chunks: readonly Uint8Array[]) {
    this.status = status
    this.headers = headers
    this.end = end
    this.delayMs = delayMs
    this.chunks = chunks
  }

  [fc.toStringMethod](): string {
    const { chunks, ...answer } = this
    const text = Buffer.concat(chunks).toString()
    const content = text.length > 600 ? `${text.slice(0, 600)}… (${text.length})` : text
    return fc.stringify({ ...answer, lengths: chunks.map(({ length }) => length), content })
  }
}

/** An answer of any kind, cut into pieces anywhere. */
const anyAnswer: fc.Arbitrary<AnsweredFate> = fc
  .record({
    status: anyStatus,
    headers: anyHeaders,
    bytes: anyBody,
    cuts: fc.array(fc.nat(200), { maxLength: 3 }),
    end: anyEnd,
    delayMs: anyDelayMs,
  })
  .map(({ bytes, cuts, ...answer }) => new Answer(answer, cutAt(bytes, cuts)))

export const anyFate: fc.Arbitrary<Fate> = fc.oneof(
  { weight: 12, arbitrary: anyAnswer },
  { weight: 3, arbitrary: fc.constantFrom<Fate>('not-sent', 'lost', 'hang', 'throws') },
)

/** Pieces between the given lengths, in order; some of them empty. */
export function cutAt(bytes: Uint8Array, lengths: readonly number[]): Uint8Array[] {
  const chunks: Uint8Array[] = []
  let offset = 0
  for (const length of lengths) {
    chunks.push(bytes.subarray(offset, offset + length))
    offset += length
  }
  chunks.push(bytes.subarray(offset))
  return chunks
}
