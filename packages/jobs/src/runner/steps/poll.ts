import { isFluxError } from '@fluxkit/core'
import { ready } from '../../job/changes.ts'
import { isOtherAccount } from '../../job/is-other-account.ts'
import type { Job } from '../../job/job.ts'
import { requestFacts } from '../../job/request-facts.ts'
import { afterPollError, afterStillRunning } from '../../outcome/outcome.ts'
import { Blocked } from './blocked.ts'
import type { JobWork } from './context.ts'
import { ClaimLost } from './job-writer.ts'
import type { KnownTask, TaskResult } from '../../ports/service.ts'

/**
 * Waits for the task, or checks it once.
 *
 * @param leftMs A wait lasts no longer; the task continues at the service.
 * @returns What failed, if something did; only a failed task ends the job.
 * @throws {ClaimLost} {Blocked}
 */
export async function poll<P, E>(work: JobWork<P, E>, step: 'wait' | 'check', leftMs: () => number): Promise<unknown> {
  const { writer, host, clock, stop, service } = work
  try {
    const result = await request(work, step, leftMs)
    if (result) {
      await writer.note((job) => ready(job, result, clock.now()))
      host.onEvent?.({ type: 'ready', job: writer.job })
    } else await writer.note((job) => afterStillRunning(job, clock.now()))
    return undefined
  } catch (error) {
    if (error instanceof ClaimLost) throw error
    if (stop.aborted && !isEnd(error)) return undefined
    if (isOtherAccount(writer.job, service.account) && !isEnd(error)) {
      host.onEvent?.({ type: 'account-differs', job: writer.job })
      throw new Blocked(error)
    }
    await writer.note((job) => afterPollError(job, error, clock.now()))
    host.onEvent?.({ type: 'failed', during: 'poll', job: writer.job, error })
    return error
  }
}

async function request<P, E>(
  { service, writer, stop, host }: JobWork<P, E>,
  step: 'wait' | 'check',
  leftMs: () => number,
): Promise<TaskResult | undefined> {
  const task = knownTask(writer.job)
  if (step === 'check') return service.check(task, { signal: stop })
  return service.wait(task, {
    signal: stop,
    deadlineMs: Math.max(0, leftMs()),
    onProgress: (progress) => host.onEvent?.({ type: 'progress', job: writer.job, progress }),
  })
}

function knownTask(job: Job): KnownTask {
  const { attempts, task, createdAtMs } = job
  const sent = attempts.find(({ outcome }) => outcome?.kind === 'accepted') ?? attempts.at(-1)
  const { model, prompt } = requestFacts(job)
  return {
    id: task?.id ?? '',
    key: sent?.key,
    model,
    prompt,
    submittedAtMs: sent?.sentAtMs ?? task?.atMs ?? createdAtMs,
  }
}

/** The service says that the task has ended: true whatever else is wrong. */
function isEnd(error: unknown): boolean {
  return isFluxError(error) && error.code === 'task_failed'
}
