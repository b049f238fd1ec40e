import { isDamaged, jobFromBot } from '@fluxkit/jobs'
import { importJob, type Row, type SqliteDatabase } from '@fluxkit/jobs/node'
import { durableRequest, placeOf } from '../../model/durable-request.ts'
import { laneOf } from '../../limits/fair-queue.ts'
import type { BotJob, JobPlace, JobRequest, Notice } from '../../model/job.ts'
import { noticeOf } from '../../model/notice.ts'
import { submittedPrompt } from '../../model/submitted-prompt.ts'
import { writeIndex } from './job-effects.ts'

/** Rows in memory at a time. */
const pageSize = 500

export interface MoveOptions {
  /** Base URL of the service that the bot is configured with. */
  readonly service: string
  readonly currency: string
}

/**
 * Moves the jobs of the bot's first versions into the tables of `@fluxkit/jobs`, with what their people know. Within the
 * migration. A row that can't be understood stays where it is.
 */
export function moveJobs(db: SqliteDatabase, exec: (sql: string) => void, options: MoveOptions): void {
  let last = ''
  for (;;) {
    const rows = db.all('SELECT * FROM jobs WHERE id > ? ORDER BY id LIMIT ?', last, pageSize)
    if (rows.length === 0) break
    for (const row of rows) moveJob(db, row, options)
    last = String(rows.at(-1)?.['id'])
  }
  if (!db.get('SELECT 1 FROM jobs LIMIT 1')) exec('DROP TABLE jobs')
}

function moveJob(db: SqliteDatabase, row: Row, options: MoveOptions): void {
  const job = durableJob(row, options)
  if (!job) return
  importJob(db, job, laneOf)
  writeIndex(db, job)
  // What was given back before is not taken again.
  db.run('UPDATE job_index SET is_given_up = 1, cancel_requested = ? WHERE job_id = ?', flag(row), job.id)
  moveDelivery(db, row, job)
  db.run('DELETE FROM jobs WHERE id = ?', job.id)
}

function durableJob(row: Row, { service, currency }: MoveOptions): BotJob | undefined {
  const request = parsed(row['request']) as JobRequest | undefined
  const place = parsed(row['place']) as JobPlace | undefined
  const entry = jobFromBot(
    {
      id: row['id'],
      state: row['state'],
      delivery: row['delivery'],
      request,
      place,
      createdMs: row['created_ms'],
      estimateUnits: row['estimate_units'],
      notBeforeMs: row['not_before_ms'],
      attempts: row['attempts'],
      taskId: row['task_id'],
      submittedMs: row['submitted_ms'],
      finishedMs: row['finished_ms'],
      costUnits: row['cost_units'],
      pictures: parsed(row['pictures']),
      failure: parsed(row['failure']),
    },
    { service, currency, submittedPrompt: (one) => submittedPrompt(one as unknown as JobRequest) },
  )
  if (isDamaged(entry) || !request || !place) return undefined
  // The old row is not kept in the record: prompts and links in it would outlive their deletion.
  const { migratedFrom: _row, ...job } = entry.job as typeof entry.job & { readonly migratedFrom?: unknown }
  return {
    ...job,
    request: durableRequest(request),
    place: placeOf(request, place, job.place.isAnnounced),
  }
}

function moveDelivery(db: SqliteDatabase, row: Row, job: BotJob): void {
  const notice = deliveredNotice(row, job)
  const isPending = row['delivery'] === 'pending' && notice === undefined
  db.run(
    `INSERT INTO deliveries (job_id, notice, state, attempt, message_id, message_channel_id) VALUES (?, ?, ?, ?, ?, ?)`,
    job.id,
    notice ?? null,
    isPending ? 'waiting' : String(row['delivery']),
    textOrNull(row['attempt']),
    textOrNull(row['message_id']),
    textOrNull(row['message_channel_id']),
  )
}

/** The notice that a user has received, or was about to receive. A failure that wasn't one counts as overdue: more may come. */
function deliveredNotice(row: Row, job: BotJob): Notice | undefined {
  if (row['state'] === 'withdrawn') return undefined
  if (job.end) return job.end.kind === 'done' ? 'result' : noticeOf(job)
  if (row['state'] === 'unknown') return job.task ? 'overdue' : 'unknown'
  return row['state'] === 'failed' && row['delivery'] !== 'pending' ? 'overdue' : undefined
}

function flag(row: Row): number {
  return row['cancel_requested'] === 1 ? 1 : 0
}

/** @returns `undefined` for what is damaged, too: the row stays where it is then */
function parsed(value: unknown): unknown {
  try {
    return typeof value === 'string' ? JSON.parse(value) : undefined
  } catch {
    return undefined
  }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
