import type { Job } from './job.ts'

/** A job for tests; what does not matter is filled in. */
export function aJob(part: Partial<Job> = {}): Job {
  return {
    version: 1,
    id: 'job-00000001',
    createdAtMs: 1_000,
    action: 'generate',
    prompt: 'a red fox',
    model: 'flux-dev',
    count: 1,
    sandbox: false,
    origin: 'person',
    target: { folder: 'file:///ws/images', stem: 'a-red-fox' },
    state: 'created',
    imageUrls: [],
    files: [],
    generation: 1,
    ...part,
  }
}
