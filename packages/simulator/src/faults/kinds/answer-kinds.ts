import type { FaultKindInfo, FaultOperation } from './fault-kind-info.ts'

export type AnswerFaultKind =
  | '429'
  | '500'
  | '502'
  | '503'
  | '504'
  | 'error'
  | 'moderation'
  | 'bare-error'
  | 'no-error'
  | 'echo-error'
  | 'error-with-task'
  | 'gateway-refusal'
  | 'unrelated-404'
  | 'slow'
  | 'hang-before'
  | 'hang-after'
  | 'hang-mid-body'
  | 'reset-before'
  | 'reset-after'
  | 'reset-mid-body'
  | 'malformed-json'
  | 'empty-body'
  | 'missing-fields'
  | 'enormous-body'
  | 'unasked-encoding'
  | 'unasked-continue'
  | 'empty-list'

const requests = ['submit', 'poll', 'image', 'upload'] as const
const jsonRequests = ['submit', 'poll', 'upload'] as const

function answer(summary: string, operations: readonly FaultOperation[] = requests): FaultKindInfo {
  return { stage: 'answer', operations, summary }
}

/** Faults of the answer to one request. */
export const answerKinds: Readonly<Record<AnswerFaultKind, FaultKindInfo>> = {
  429: answer('too_many_requests; `retryAfter`: seconds, "date" (with `ms`) or "none"; default 1'),
  500: answer('well-formed JSON api_error, nothing accepted'),
  502: answer('gateway HTML; with `accepted` the request was processed anyway'),
  503: answer('well-formed JSON service_unavailable, nothing accepted'),
  504: answer('gateway HTML; with `accepted` the request was processed anyway'),
  error: answer('any documented error: `code`, optionally `status` and `message`'),
  moderation: answer('403: the prompt or the image is refused', ['submit']),
  'bare-error': answer('`{"success":false,"error":"fetch failed"}`, `status` 500'),
  'no-error': answer('`{"success":false}`, `status` 500'),
  'echo-error': answer('bad_request (or `status`) whose message quotes the prompt and the token', jsonRequests),
  'error-with-task': answer(
    'processes the request, responds with an error (`status` 429) that names the task; `shape`: "string" (default), "number", "nested", "non-ascii", or "images" for the links and no id',
    ['submit'],
  ),
  'gateway-refusal': answer(
    'a refusal by a gateway (`status` 403): an HTML page, or with `empty` no body; nothing accepted',
  ),
  'unrelated-404': answer('404 `{"detail":"Not Found"}`, as of another program', ['poll', 'submit', 'upload']),
  slow: answer('waits `ms` (default 3000) before anything else'),
  'hang-before': answer('never answers, nothing accepted'),
  'hang-after': answer('processes the request, never responds'),
  'hang-mid-body': answer('carries the request out, sends half of the body, then nothing'),
  'reset-before': answer('connection reset, nothing accepted'),
  'reset-after': answer('carries the request out, then resets the connection'),
  'reset-mid-body': answer('carries the request out, sends half of the body, then resets the connection'),
  'malformed-json': answer('carries the request out, cuts the JSON short', jsonRequests),
  'empty-body': answer('carries the request out, answers 200 without a body'),
  'missing-fields': answer('carries the request out, answers `{}`: no task_id, no items', jsonRequests),
  'enormous-body': answer('answers 200 JSON that never ends', jsonRequests),
  'unasked-encoding': answer(
    'compresses the body, whatever was accepted; `encoding`: "gzip" (default), "deflate", "br"',
  ),
  'unasked-continue': answer('sends an unasked `100 Continue` first; on sockets only'),
  'empty-list': answer('a batch or listing is answered without items, one task with `{}`', ['poll']),
}
