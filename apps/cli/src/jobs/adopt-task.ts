import type { TaskSnapshot } from '@fluxkit/core'
import type { Host } from '../host.ts'
import type { JobOutcome } from './job-event.ts'
import type { JobTools } from './job-tools.ts'
import { createJobId, type Job } from './job.ts'
import { noteDown } from './note-down.ts'
import { resumeJob } from './run-job.ts'

/** A journal entry for a task that was submitted elsewhere, so that a wait for it can be resumed as well. */
export function adoptTask(
  { taskId, service, save }: { readonly taskId: string } & Pick<Job, 'service' | 'save'>,
  { clock, random }: Pick<Host, 'clock' | 'random'>,
): Job {
  const nowMs = clock.now()
  return {
    version: 1,
    id: createJobId(nowMs, random),
    state: 'submitted',
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
    service,
    request: { action: 'generate', prompt: '' },
    save,
    taskId,
  }
}

/** Asks what the task is about, then goes on as with any other job. A task that nobody knows is not written down. */
export async function resumeAdopted(tools: JobTools, draft: Job): Promise<JobOutcome> {
  let job = draft
  try {
    job = describedBy(draft, await tools.client.tasks.get(draft.taskId ?? '', { signal: tools.stop }))
  } catch (error) {
    if (!tools.stop.aborted) tools.emit({ type: 'failed', job, error })
    return { job, pictures: [], error }
  }
  await noteDown(tools, job)
  return resumeJob(tools, job)
}

/** The journal entry with what the service tells of the request. */
export function describedBy(job: Job, { raw, model, createdAtMs }: TaskSnapshot): Job {
  const { action, prompt, image_url: link } = (raw['request'] ?? {}) as Readonly<Record<string, unknown>>
  const common = { prompt: typeof prompt === 'string' ? prompt : '', ...(model === undefined ? {} : { model }) }
  return {
    ...job,
    request:
      action === 'edit' && typeof link === 'string'
        ? { action, ...common, imageUrl: link }
        : { action: 'generate', ...common },
    ...(createdAtMs === undefined ? {} : { submittedAtMs: createdAtMs }),
  }
}
