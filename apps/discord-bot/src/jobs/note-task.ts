import { healUnknown } from './heal-unknown.ts'
import type { Job } from './job.ts'
import type { JobTools } from './job-tools.ts'

export interface AcceptedTask {
  readonly id: string
  /** Absent where only an error named the task. */
  readonly sentSize?: string
}

/** A disk that is full or a database that is locked may be better a moment later; the task is paid for by now. */
const pausesMs = [1_000, 5_000, 15_000]

/**
 * Writes down the task of an accepted submission; until that is done nobody else knows what was paid for. So it is in the
 * log first, is tried again, and counts although the lease was lost meanwhile: whoever has the job now, or has reported
 * its outcome as unknown, can only know less.
 * @returns the job when it is still this process's to go on with
 */
export async function noteTask(
  tools: JobTools,
  job: Job,
  { id: taskId, sentSize }: AcceptedTask,
  owner: string,
): Promise<Job | undefined> {
  const { store, clock, log } = tools
  const request = { ...job.request, sentSize }
  const change = { taskId, request, submittedMs: Math.round(clock.now()) }
  log.info({ jobId: job.id, taskId, model: job.request.model }, 'submitted')
  for (let failures = 0; ; failures++) {
    try {
      const running = await store.jobs.move(job.id, 'submitting', 'running', change, owner)
      if (running) return running
      const isNoted = await store.jobs.move(job.id, 'submitting', 'running', change)
      if (!isNoted) await healUnknown(store, job, taskId)
      return undefined
    } catch (error) {
      log.error({ jobId: job.id, taskId, error }, 'the task of a paid submission could not be written down')
      const pauseMs = pausesMs[failures]
      if (pauseMs === undefined) throw error
      await new Promise<void>((resolve) => void clock.setTimer(resolve, pauseMs))
    }
  }
}
