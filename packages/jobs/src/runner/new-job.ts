import type { Job } from '../job/job.ts'
import type { Draft } from './runner.ts'

/**
 * The record of a job that nothing has happened to yet.
 *
 * @param nowMs Milliseconds since the Unix epoch.
 */
export function newJob<P>(draft: Omit<Draft<P>, 'task'>, nowMs: number): Job<P> {
  return { v: 1, rev: 0, attempts: [], images: [], createdAtMs: nowMs, wantedAtMs: nowMs, ...draft }
}
