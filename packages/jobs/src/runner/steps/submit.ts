import { accepted, attempting, refusedByNow } from '../../job/changes.ts'
import { isOpen } from '../../job/state-of.ts'
import { JobRefusal } from '../../job/job-refusal.ts'
import { afterSubmitError } from '../../outcome/outcome.ts'
import { Blocked } from './blocked.ts'
import type { JobWork } from './context.ts'
import { ClaimLost, TaskTaken } from './job-writer.ts'
import type { SentAttempt } from '../../ports/service.ts'

/**
 * Prepares, stores each attempt before it is sent, submits, and stores the result.
 *
 * @returns The failure, if there was one.
 * @throws {ClaimLost} {TaskTaken} {Blocked}
 */
export async function submit<P, E>({ writer, service, host, clock, stop, retries }: JobWork<P, E>): Promise<unknown> {
  const key = `${writer.job.id}.${writer.job.attempts.length + 1}`
  let writeError: { readonly error: unknown } | undefined

  async function onAttempt({ wire, serverOffsetMs }: SentAttempt): Promise<void> {
    const sent = {
      key,
      wire,
      sentAtMs: clock.now(),
      ...(serverOffsetMs !== undefined && { serverOffsetMs }),
    }
    try {
      // Draining or cancelling is still in time.
      if (stop.aborted) throw new JobRefusal('stopped', 'Stopped before anything was sent.')
      await writer.write((job) => attempting(job, sent))
      // Somebody has just named its task: there is nothing to submit.
      if (writer.job.task) throw new JobRefusal('has_task', 'Its task is known already.')
    } catch (error) {
      writeError = { error }
      throw error
    }
  }

  try {
    const fields = await host.prepare?.(writer.job, stop)
    if (fields) await writer.write((job) => ({ ...job, request: { ...job.request, ...fields } }))
    if (stop.aborted) return undefined
    host.onEvent?.({ type: 'submitting', job: writer.job })
    const { id, traceId } = await service.submit(writer.job.request, { key, onAttempt })
    const task = { id, via: 'answer', atMs: clock.now(), ...(traceId !== undefined && { traceId }) } as const
    await writer.note((job) => accepted(job, task))
    host.onEvent?.({ type: 'submitted', job: writer.job })
    return undefined
  } catch (error) {
    if (error instanceof ClaimLost || error instanceof TaskTaken) throw error
    if (writeError) {
      // The POST that couldn't be stored wasn't sent, and the one before it was refused.
      if (writer.job.attempts.some(isOpen)) await writer.note(refusedByNow)
      if (writeError.error instanceof ClaimLost) throw writeError.error
      throw new Blocked(writeError.error)
    }
    await writer.note((job) => afterSubmitError(job, error, clock.now(), retries))
    host.onEvent?.({ type: 'failed', during: 'submit', job: writer.job, error })
    if (writer.job.task) host.onEvent?.({ type: 'submitted', job: writer.job })
    return error
  }
}
