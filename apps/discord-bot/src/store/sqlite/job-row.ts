import type {
  DeliveryAttempt,
  DeliveryState,
  Job,
  JobFailure,
  JobPicture,
  JobPlace,
  JobRequest,
  JobState,
} from '../../jobs/job.ts'
import type { Row } from './database.ts'

/** What the program itself has written is trusted to have the shape that it wrote. */
export function jobFromRow(row: Row): Job {
  const text = (name: string): string | undefined => (typeof row[name] === 'string' ? row[name] : undefined)
  const number = (name: string): number | undefined => (typeof row[name] === 'number' ? row[name] : undefined)
  return {
    id: text('id') ?? '',
    state: text('state') as JobState,
    delivery: text('delivery') as DeliveryState,
    request: JSON.parse(text('request') ?? '{}') as JobRequest,
    place: JSON.parse(text('place') ?? '{}') as JobPlace,
    createdMs: number('created_ms') ?? 0,
    estimateUnits: number('estimate_units') ?? 0,
    attempt: row['attempt'] === null ? undefined : (JSON.parse(text('attempt') ?? 'null') as DeliveryAttempt),
    notBeforeMs: number('not_before_ms') ?? 0,
    attempts: number('attempts') ?? 0,
    taskId: text('task_id'),
    submittedMs: number('submitted_ms'),
    finishedMs: number('finished_ms'),
    costUnits: number('cost_units'),
    pictures: JSON.parse(text('pictures') ?? '[]') as JobPicture[],
    failure: row['failure'] === null ? undefined : (JSON.parse(text('failure') ?? 'null') as JobFailure),
    messageId: text('message_id'),
    messageChannelId: text('message_channel_id'),
    cancelRequested: row['cancel_requested'] === 1,
    leaseOwner: text('lease_owner'),
    leaseUntilMs: number('lease_until_ms') ?? 0,
  }
}
