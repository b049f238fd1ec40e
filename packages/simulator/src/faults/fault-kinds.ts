/** What a request is for, as far as faults are concerned. */
export const faultOperations = ['submit', 'poll', 'image', 'upload', 'callback'] as const
export type FaultOperation = (typeof faultOperations)[number]

/**
 * Where a fault takes hold: `answer` replaces or disturbs the answer to a request, `task` changes what becomes of a task,
 * `item` spoils one task within an answer, `picture` replaces the bytes of an image, `callback` disturbs the delivery.
 */
export type FaultStage = 'answer' | 'task' | 'item' | 'picture' | 'callback'

export type FaultKind =
  | '429'
  | '500'
  | '502'
  | '504'
  | 'error'
  | 'moderation'
  | 'bare-error'
  | 'no-error'
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
  | 'task-fails'
  | 'bare-failure'
  | 'hiccup'
  | 'hiccup-forever'
  | 'status-word'
  | 'accepted-response'
  | 'no-image'
  | 'iso-times'
  | 'never-finishes'
  | 'unknown-task'
  | 'malformed-item'
  | 'image-404'
  | 'image-truncated'
  | 'image-html'
  | 'image-jpeg'
  | 'image-endless'
  | 'image-redirect-private'
  | 'image-redirect-loop'
  | 'callback-lost'
  | 'callback-twice'
  | 'callback-late'
  | 'callback-forged'

export interface FaultKindInfo {
  readonly stage: FaultStage
  /** Operations it can be asked for; the first is the default. */
  readonly operations: readonly FaultOperation[]
  readonly summary: string
}

const requests = ['submit', 'poll', 'image', 'upload'] as const
const jsonRequests = ['submit', 'poll', 'upload'] as const

function answer(summary: string, operations: readonly FaultOperation[] = requests): FaultKindInfo {
  return { stage: 'answer', operations, summary }
}

function task(summary: string): FaultKindInfo {
  return { stage: 'task', operations: ['submit'], summary }
}

function picture(summary: string): FaultKindInfo {
  return { stage: 'picture', operations: ['image'], summary }
}

function callback(summary: string): FaultKindInfo {
  return { stage: 'callback', operations: ['callback'], summary }
}

/** Every fault that can be injected. */
export const faultKinds: Readonly<Record<FaultKind, FaultKindInfo>> = {
  429: answer('too_many_requests; `retryAfter`: seconds, "date" (with `ms`) or "none"; default 1'),
  500: answer('well-formed JSON api_error, nothing accepted'),
  502: answer('gateway HTML; with `accepted` the request was carried out all the same'),
  504: answer('gateway HTML; with `accepted` the request was carried out all the same'),
  error: answer('any documented error: `code`, optionally `status` and `message`'),
  moderation: answer('403: the prompt or the image is refused', ['submit']),
  'bare-error': answer('`{"success":false,"error":"fetch failed"}`, `status` 500'),
  'no-error': answer('`{"success":false}`, `status` 500'),
  slow: answer('waits `ms` (default 3000) before anything else'),
  'hang-before': answer('never answers, nothing accepted'),
  'hang-after': answer('carries the request out, never answers'),
  'hang-mid-body': answer('carries the request out, sends half of the body, then nothing'),
  'reset-before': answer('connection reset, nothing accepted'),
  'reset-after': answer('carries the request out, then resets the connection'),
  'reset-mid-body': answer('carries the request out, sends half of the body, then resets the connection'),
  'malformed-json': answer('carries the request out, cuts the JSON short', jsonRequests),
  'empty-body': answer('carries the request out, answers 200 without a body'),
  'missing-fields': answer('carries the request out, answers `{}`: no task_id, no items', jsonRequests),
  'enormous-body': answer('answers 200 JSON that never ends', jsonRequests),

  'task-fails': task('structured failure: `code` (api_error), `message`'),
  'bare-failure': task('finishes as `success: false`, a bare string as error, `finished_at` set'),
  hiccup: task('bare-string failure without `finished_at` for the first `polls` (default 2) looks, then goes on'),
  'hiccup-forever': task('bare-string failure without `finished_at` at every look'),
  'status-word': task(
    'shows `word` (default "warming_up") as `status`; `when`: "running" (default), "finished" or "both"',
  ),
  'accepted-response': task('while running, shows a response of `success: true` and nothing else'),
  'no-image': task('finishes as `success: true` without an image'),
  'iso-times': task('times as ISO strings'),
  'never-finishes': task('runs for ever'),
  'unknown-task': task('the id is unknown for `ms` (default 5000), or with `forever` always'),
  'malformed-item': {
    stage: 'item',
    operations: ['poll'],
    summary: 'one task of a batch (or the single one) is garbage',
  },

  'image-404': picture('404 with an HTML page'),
  'image-truncated': picture('half of the bytes, with a content-length that says so'),
  'image-html': picture('200, an HTML page'),
  'image-jpeg': picture('JPEG bytes under a .png name and type'),
  'image-endless': picture('a PNG that never ends, as fast as it is read'),
  'image-redirect-private': picture('302 to `to` (default http://169.254.169.254/latest/meta-data/)'),
  'image-redirect-loop': picture('302 to itself'),

  'callback-lost': callback('never sent'),
  'callback-twice': callback('sent twice'),
  'callback-late': callback('sent `ms` (default 10000) after the task has finished'),
  'callback-forged': callback('three forgeries first: altered URL, foreign task id, garbage; then the true one'),
}
