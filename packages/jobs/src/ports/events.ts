import type { Job } from '../job/job.ts'
import type { Progress } from './service.ts'

/** What happens to a job, as it happens. */
export type JobEvent<Place = unknown> = { readonly job: Job<Place> } & (
  | { readonly type: 'created' | 'submitting' | 'searching' | 'ready' | 'ended' }
  /** The task is known, and from now on it costs. */
  | { readonly type: 'submitted' }
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'kept'; readonly index: number; readonly where: string }
  /** Something failed; the consequences are in the job. */
  | {
      readonly type: 'failed'
      readonly during: 'submit' | 'search' | 'poll' | 'image' | 'finish'
      readonly error: unknown
    }
  /** The facts can't be stored at the moment. They are kept in memory and written as soon as possible. */
  | { readonly type: 'write-failed'; readonly error: unknown }
  /** Another process has taken the job over. */
  | { readonly type: 'claim-lost' }
  /** The token isn't the one that the job was submitted with: what the service doesn't know proves nothing. */
  | { readonly type: 'account-differs' }
)
