import { asId, asObject, type JsonObject } from '../contract/json.ts'
import { findAcceptance } from '../http/acceptance.ts'
import type { Clock } from '../http/clock.ts'
import { withDeadline } from '../http/deadline.ts'
import { BodyTooLarge, readBody } from '../http/read-body.ts'

/** What a verified callback brought. Its contents are the caller's claim: only the URL is proven. */
export interface CallbackEvent {
  /** What `urlFor` was given. */
  readonly jobKey: string
  /** In any spelling, type or depth; `undefined` without one: the job's task has changed either way. */
  readonly taskId: string | undefined
  readonly traceId: string | undefined
  /** The parsed JSON object. */
  readonly body: JsonObject
}

/**
 * Reads and parses the body of a callback.
 * @returns `undefined` when it is not the JSON object it must be
 * @throws {BodyTooLarge} {DeadlineReached} {CallerAborted} or what broke the stream
 */
export async function readCallback(
  request: Request,
  jobKey: string,
  { maxBytes, deadlineMs, clock }: { maxBytes: number; deadlineMs: number; clock: Clock },
): Promise<CallbackEvent | undefined> {
  if (Number(request.headers.get('content-length')) > maxBytes) throw new BodyTooLarge(maxBytes)
  const reader = request.body?.getReader()
  if (!reader) return undefined
  try {
    const chunks = { next: () => reader.read() as Promise<IteratorResult<Uint8Array>> }
    const bytes = await withDeadline({ clock, timeoutMs: deadlineMs, signal: request.signal }, () =>
      readBody({ [Symbol.asyncIterator]: () => chunks }, maxBytes),
    )
    return parseCallback(bytes, jobKey)
  } finally {
    // Not waited for: a peer that stopped sending may never let it end.
    reader.cancel().catch(() => undefined)
  }
}

function parseCallback(bytes: Uint8Array, jobKey: string): CallbackEvent | undefined {
  let text: string
  let json: unknown
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  const body = asObject(json)
  if (!body) return undefined
  const { task_id: named, trace_id: traceId } = body
  const taskId = typeof named === 'string' ? asId(named) : findAcceptance(text, body, '')?.taskId
  return { jobKey, taskId, traceId: typeof traceId === 'string' ? traceId : undefined, body }
}
