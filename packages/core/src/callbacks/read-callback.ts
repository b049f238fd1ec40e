import { type Clock } from '../http/clock.ts'
import { withDeadline } from '../http/deadline.ts'
import { BodyTooLarge, readBody } from '../http/read-body.ts'

/** What a verified callback brought. Its contents are the caller's claim: the URL alone is proven. */
export interface CallbackEvent {
  /** What `urlFor` was given. */
  readonly jobKey: string
  readonly taskId: string
  readonly traceId: string | undefined
  /** The parsed JSON object. */
  readonly body: Readonly<Record<string, unknown>>
}

/** Ids of the service have 36 characters; ids are remembered, so they must not be of any length. */
const maxTaskIdLength = 200

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
  let json: unknown
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
  if (typeof json !== 'object' || json === null) return undefined
  const body = json as Readonly<Record<string, unknown>>
  const { task_id: taskId, trace_id: traceId } = body
  if (typeof taskId !== 'string' || !taskId || taskId.length > maxTaskIdLength) return undefined
  return { jobKey, taskId, traceId: typeof traceId === 'string' ? traceId : undefined, body }
}
