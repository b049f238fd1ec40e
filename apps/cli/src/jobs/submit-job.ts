import { type FluxClient, isFluxError, type ProgressEvent, type SentSize } from '@fluxkit/core'
import { errorFacts } from '../output/error-facts.ts'
import type { JobTools } from './job-tools.ts'
import type { Job } from './job.ts'
import { noteDown } from './note-down.ts'

type Submitted = Extract<ProgressEvent, { type: 'submitted' }>

/** How long the answer to a submission on its way is waited for after Ctrl-C. */
const lateAnswerMs = 3_000

/**
 * Writes the job down, submits it, writes down what came of it. After Ctrl-C in mid-submission it waits a little for the
 * task id, since a task without one cannot be collected.
 * @returns the job in state `submitted`, or in another state together with the error
 */
export async function submitJob(tools: JobTools, draft: Job): Promise<{ readonly job: Job; readonly error?: unknown }> {
  await tools.store.write(draft)
  tools.emit({ type: 'submitting', job: draft })
  let onLate!: (event: Submitted) => void
  const late = new Promise<Submitted>((resolve) => (onLate = resolve))
  try {
    const task = await submit(tools.client, draft, tools.stop, onLate)
    return {
      job: await recordSubmitted(
        tools,
        draft,
        { taskId: task.id, traceId: task.traceId, size: task.size, atMs: task.submittedAtMs },
        false,
      ),
    }
  } catch (error) {
    const known = await lateId(tools, error, late)
    if (known !== undefined) return { job: await recordSubmitted(tools, draft, known, true), error }
    const { code, message, charged } = errorFacts(error)
    const state = charged === 'no' ? 'failed' : 'outcome-unknown'
    const job = { ...draft, state, updatedAtMs: tools.clock.now(), error: { code, message, charged } } as const
    await noteDown(tools, job)
    return { job, error }
  }
}

function submit(
  client: FluxClient,
  { request }: Job,
  signal: AbortSignal,
  onLate: (event: Submitted) => void,
): ReturnType<FluxClient['submit']> {
  return client.submit(request, {
    signal,
    onProgress: (event) => {
      if (event.type === 'submitted' && event.late === true) onLate(event)
    },
  })
}

interface Known {
  readonly taskId: string
  readonly traceId?: string | undefined
  readonly size?: SentSize
  readonly atMs: number
}

/** The id of a task whose submission ended in an error, if there is one. */
async function lateId(tools: JobTools, error: unknown, late: Promise<Submitted>): Promise<Known | undefined> {
  if (!isFluxError(error)) return undefined
  if (error.taskId !== undefined) return { taskId: error.taskId, traceId: error.traceId, atMs: tools.clock.now() }
  if (error.code !== 'aborted' || error.charged === 'no') return undefined
  let cancel!: () => void
  const timeUp = new Promise<undefined>((resolve) => {
    cancel = tools.clock.setTimer(() => resolve(undefined), lateAnswerMs)
  })
  return Promise.race([late, timeUp]).finally(cancel)
}

async function recordSubmitted(tools: JobTools, draft: Job, known: Known, isLate: boolean): Promise<Job> {
  const { taskId, traceId, size, atMs } = known
  const job: Job = {
    ...draft,
    state: 'submitted',
    taskId,
    ...(traceId === undefined ? {} : { traceId }),
    ...(size === undefined ? {} : { size }),
    submittedAtMs: atMs,
    updatedAtMs: tools.clock.now(),
  }
  await noteDown(tools, job)
  tools.emit({ type: 'submitted', job, late: isLate })
  return job
}
