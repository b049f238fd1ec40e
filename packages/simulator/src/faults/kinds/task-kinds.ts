import type { FaultKindInfo } from './fault-kind-info.ts'

export type ItemFaultKind = 'malformed-item' | 'item-missing'

export type TaskFaultKind =
  | 'task-fails'
  | 'bare-failure'
  | 'echo-failure'
  | 'failure-with-image'
  | 'hiccup'
  | 'hiccup-forever'
  | 'status-word'
  | 'accepted-response'
  | 'progress-snapshot'
  | 'no-image'
  | 'fewer-images'
  | 'iso-times'
  | 'lying-times'
  | 'never-finishes'
  | 'unknown-task'

function task(summary: string): FaultKindInfo {
  return { stage: 'task', operations: ['submit'], summary }
}

function item(summary: string): FaultKindInfo {
  return { stage: 'item', operations: ['poll'], summary }
}

/** Faults of what becomes of a task. */
export const taskKinds: Readonly<Record<TaskFaultKind, FaultKindInfo>> = {
  'task-fails': task('structured failure: `code` (api_error), `message`'),
  'bare-failure': task('finishes as `success: false`, a bare string as error, `finished_at` set'),
  'echo-failure': task('structured failure whose message quotes the request and the token'),
  'failure-with-image': task('structured failure that lists its images and is not refunded; `billed` adds the cost'),
  hiccup: task('bare-string failure without `finished_at` for the first `polls` (default 2) polls, then continues'),
  'hiccup-forever': task('bare-string failure without `finished_at` at every poll'),
  'status-word': task(
    'shows `word` (default "warming_up") as `status`; `when`: "running" (default), "finished" or "both"',
  ),
  'accepted-response': task('while running, shows a response of `success: true` and nothing else'),
  'progress-snapshot': task('while running, shows a response of `success: true` without an image, and `finished_at`'),
  'no-image': task('finishes as `success: true` without an image'),
  'fewer-images': task('finishes with `images` (default 1) of the requested images, and charges for these'),
  'iso-times': task('times as ISO strings'),
  'lying-times': task('`created_at` and `finished_at` are 9.3 s apart, however long it took'),
  'never-finishes': task('runs forever'),
  'unknown-task': task('the id is unknown for `ms` (default 5000), or with `forever` always'),
}

/** Faults of how one poll shows a task. */
export const itemKinds: Readonly<Record<ItemFaultKind, FaultKindInfo>> = {
  'malformed-item': item('one task of a batch (or the single one) is garbage'),
  'item-missing': item('one task is missing from a batch, though it exists'),
}
