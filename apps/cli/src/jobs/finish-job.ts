import { type Generation, isFluxError } from '@fluxkit/core'
import { errorFacts } from '../output/error-facts.ts'
import type { JobOutcome, SavedPicture } from './job-event.ts'
import type { JobTools } from './job-tools.ts'
import { type Job, type JobFile, jobImage } from './job.ts'
import { noteDown } from './note-down.ts'

/** Waits for a submitted job and saves its pictures; takes up where an earlier process stopped. */
export async function finishJob(tools: JobTools, job: Job): Promise<JobOutcome> {
  if (job.state === 'succeeded') return saveMissing(tools, job)
  let result: Generation
  try {
    result = await waitFor(tools, job)
  } catch (error) {
    return recordWaitFailure(tools, job, error)
  }
  const images = result.images.map((image) => jobImage(image))
  const { cost } = result
  const succeeded: Job = {
    ...job,
    state: 'succeeded',
    images,
    ...(cost === undefined ? {} : { cost }),
    updatedAtMs: tools.clock.now(),
  }
  await noteDown(tools, succeeded)
  tools.emit({ type: 'succeeded', job: succeeded })
  return saveMissing(tools, succeeded)
}

async function waitFor(tools: JobTools, job: Job): Promise<Generation> {
  const { taskId = '', request, submittedAtMs } = job
  return tools.client.tasks.wait(taskId, {
    signal: tools.stop,
    deadlineMs: tools.deadlineMs,
    model: request.model,
    submittedAtMs,
    onProgress: (event) => {
      if (event.type === 'queued' || event.type === 'running') {
        tools.emit({
          type: 'running',
          job,
          state: event.type,
          elapsedMs: event.elapsedMs,
          expectedMs: event.expectedMs,
        })
      } else if (event.type === 'poll-failed') tools.emit({ type: 'look-failed', job, error: event.error })
    },
  })
}

const taskEnds: ReadonlySet<string> = new Set(['task_failed', 'finished_without_image'])

/** Only an end of the task itself ends the job; everything else leaves it to be collected later. */
async function recordWaitFailure(tools: JobTools, job: Job, error: unknown): Promise<JobOutcome> {
  if (!isFluxError(error) || !taskEnds.has(error.code)) return { job, pictures: [], error }
  const { code, message, charged } = errorFacts(error)
  const failed: Job = { ...job, state: 'failed', error: { code, message, charged }, updatedAtMs: tools.clock.now() }
  await noteDown(tools, failed)
  return { job: failed, pictures: [], error }
}

/** One after the other, each written down when it is on disk; one that fails does not stop the others. */
async function saveMissing(tools: JobTools, succeeded: Job): Promise<JobOutcome> {
  let job = succeeded
  const pictures: SavedPicture[] = []
  let error: unknown
  const images = succeeded.images ?? []
  const files: JobFile[] = [...(succeeded.files ?? [])]
  for (const [index, image] of images.entries()) {
    if (files.some((file) => file.index === index)) continue
    try {
      const { picture, bytes } = await tools.savePicture(job, image, index)
      files.push({ index, path: picture.path })
      job = {
        ...succeeded,
        files: [...files],
        state: files.length === images.length ? 'saved' : 'succeeded',
        updatedAtMs: tools.clock.now(),
      }
      await noteDown(tools, job)
      pictures.push(picture)
      tools.emit({ type: 'saved', job, picture, bytes })
    } catch (failure) {
      error ??= failure
      if (tools.stop.aborted) break
    }
  }
  return error === undefined ? { job, pictures } : { job, pictures, error }
}
