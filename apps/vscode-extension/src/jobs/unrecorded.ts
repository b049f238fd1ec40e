import { type Draft, newJob } from '@fluxkit/jobs'
import { type JobView, viewOf } from '../model/jobs/job-view.ts'
import type { Place } from '../model/jobs/place.ts'

/** A job whose record couldn't be created, so nothing was sent. */
export function unrecorded(draft: Omit<Draft<Place>, 'task'>, error: unknown, nowMs: number): JobView {
  const { code, message } = error as Partial<NodeJS.ErrnoException>
  return viewOf(
    {
      ...newJob(draft, nowMs),
      end: {
        kind: 'failed',
        charged: 'no',
        atMs: nowMs,
        code: code?.startsWith('E') === true ? 'file_system' : 'unexpected',
        summary: message ?? String(error),
      },
    },
    nowMs,
    false,
  )
}
