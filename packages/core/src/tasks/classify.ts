import type { ResponseReading } from '../contract/answers.ts'

/** What a look at a task tells. `doubtful` counts as running until it was seen {@link maxDoubtfulLooks} times in a row. */
export type Verdict =
  | { readonly state: 'running' }
  | { readonly state: 'doubtful'; readonly message: string; readonly serviceCode?: string | undefined }
  | { readonly state: 'succeeded' }
  | { readonly state: 'failed'; readonly message: string; readonly serviceCode?: string | undefined }

/** Source: "failed once it has been seen on 3 polls in a row", flux-api.md. */
export const maxDoubtfulLooks = 3

/** An id that the service does not know may still be on its way into its lists. Source: flux-api.md. */
export const unknownTaskGraceMs = 30_000

const succeededWords = /^(succeed(ed)?|success|completed?|finished)$/
const failedWords = /^(failed|failure|error|cancell?ed|rejected)$/

const withoutImage = 'The task finished without an image.'

/**
 * How a task stands, from its `response` alone: the echoed request holds links too, which are not results. The order of
 * the rules is that of the table in `docs/guides/task-states.md`.
 */
export function classify(response: ResponseReading, finished: boolean): Verdict {
  const { success, statusWord, images, error } = response
  if (response.empty) return { state: 'running' }
  if (statusWord) {
    if (succeededWords.test(statusWord)) {
      return images.length > 0 ? { state: 'succeeded' } : { state: 'failed', message: withoutImage }
    }
    return failedWords.test(statusWord) ? failure('failed', response) : { state: 'running' }
  }
  if (success === false || (success === undefined && error)) {
    return failure(error?.code !== undefined || finished ? 'failed' : 'doubtful', response)
  }
  // Nothing documents an answer without `success`: an image in it counts once the task is finished.
  if (images.length > 0 && (success || finished)) return { state: 'succeeded' }
  return finished ? { state: 'failed', message: withoutImage } : { state: 'running' }
}

function failure(state: 'failed' | 'doubtful', { error, statusWord }: ResponseReading): Verdict {
  const message = error?.message || (statusWord ? `The service reports: ${statusWord}.` : 'The service gave no reason.')
  return { state, message, serviceCode: error?.code }
}
