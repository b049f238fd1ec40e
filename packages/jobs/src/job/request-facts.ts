import type { Job } from './job.ts'

/** The part of a request that every app reads. */
export interface RequestFacts {
  readonly action: 'generate' | 'edit'
  readonly prompt: string
  readonly model: string | undefined
  /** Images requested, at least 1. */
  readonly count: number
}

/** What estimates, budgets and messages need from an otherwise opaque request. */
export function requestFacts({ request }: Pick<Job, 'request'>): RequestFacts {
  const { action, prompt, model, count } = request
  return {
    action: action === 'edit' ? 'edit' : 'generate',
    prompt: typeof prompt === 'string' ? prompt : '',
    model: typeof model === 'string' ? model : undefined,
    count: typeof count === 'number' && count >= 1 ? Math.floor(count) : 1,
  }
}

/**
 * Images that were requested and didn't come with the result. Report them and offer another job: they are settled by
 * the cost that came, and never submitted again automatically.
 */
export function imagesMissing(job: Job): number {
  return job.readyAtMs === undefined ? 0 : Math.max(0, requestFacts(job).count - job.images.length)
}
