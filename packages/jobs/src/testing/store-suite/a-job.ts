import type { Job } from '../../job/job.ts'

/** A job for tests; what doesn't matter to a test is filled in. */
export function aJob<Place = unknown>(facts: Partial<Job<Place>> = {}): Job<Place> {
  return {
    v: 1,
    id: 'job-1',
    rev: 0,
    service: 'https://api.example',
    account: 'acc-1',
    origin: { app: 'test', actor: 'person' },
    request: { action: 'generate', prompt: 'a red fox', model: 'flux-dev', size: '1024x1024', count: 1 },
    place: {} as Place,
    createdAtMs: 1_000_000,
    wantedAtMs: 1_000_000,
    attempts: [],
    images: [],
    ...facts,
  }
}
