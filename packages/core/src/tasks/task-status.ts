import type { ResponseReading } from '../contract/answers.ts'

/**
 * What one snapshot of a task says. `unconfirmed` counts as running until it has been seen as often as
 * `confirmation.ts` says: the vendor warns that a response can be a progress snapshot.
 */
export type TaskStatus =
  | { readonly state: 'running' | 'succeeded' | 'failed' }
  | { readonly state: 'unconfirmed'; readonly kind: UnconfirmedKind }

/** `failure`: it says that it failed, but neither a code nor a time of its end. */
export type UnconfirmedKind = 'failure' | 'no-image'

const succeededStatus = /^(succeed(ed)?|success|completed?|finished)$/
const failedStatus = /^(failed|failure|error|cancell?ed|rejected)$/

/**
 * The status of a task, from its `response` only: the echoed request contains links too, which aren't results. The order
 * of the rules is that of the table in `docs/guides/task-states.md`.
 * @param finished is `finished_at` set, in the task or in the response?
 */
export function taskStatus(response: ResponseReading, finished: boolean): TaskStatus {
  const { empty, success, statusWord, images, error } = response
  if (empty) return { state: 'running' }
  const hasImage = images.length > 0
  if (statusWord) {
    if (succeededStatus.test(statusWord)) {
      return hasImage ? { state: 'succeeded' } : { state: 'unconfirmed', kind: 'no-image' }
    }
    return { state: failedStatus.test(statusWord) ? 'failed' : 'running' }
  }
  if (success === false) {
    return error?.code !== undefined || finished ? { state: 'failed' } : { state: 'unconfirmed', kind: 'failure' }
  }
  // Undocumented: images without `success`. Once the task is finished they count, so that no paid image is given up.
  if (hasImage && (success || finished)) return { state: 'succeeded' }
  return finished ? { state: 'unconfirmed', kind: 'no-image' } : { state: 'running' }
}
