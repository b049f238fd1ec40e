import {
  type Clock,
  type DownloadedImage,
  type FluxClient,
  type FluxError,
  type Generation,
  isFluxError,
  type LooseFluxRequest,
  type ModelAction,
  type ProgressEvent,
} from '@fluxkit/core'

/** A submission that the service has accepted: from now on it costs. */
export interface AcceptedTask {
  readonly taskId: string
  readonly traceId?: string
  readonly modelId: string
  /** By the clock of the client, in milliseconds since the Unix epoch. */
  readonly submittedAtMs: number
}

/** An image in memory, and the service's own link to it. */
export interface LinkedImage extends DownloadedImage {
  readonly link: string
}

interface NamedTask {
  readonly taskId: string
  readonly traceId?: string | undefined
}

/** The outcome of one submission, or of one task that is fetched again. */
export interface TaskReport {
  readonly taskId?: string | undefined
  readonly generation?: Generation | undefined
  /** In the order of the links; those that couldn't be downloaded are missing. */
  readonly images: readonly LinkedImage[]
  readonly errors: readonly FluxError[]
  /** Absent when this call submitted nothing. */
  readonly action?: ModelAction
  /** `onTask` failed. */
  readonly isUnsaved: boolean
}

export interface TaskContext {
  readonly client: FluxClient
  readonly clock: Clock
  readonly modelId: string
  readonly signal: AbortSignal | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly deadlineMs: number | undefined
  readonly onTask: ((task: AcceptedTask) => Promise<void> | void) | undefined
}

/** Submits, waits and downloads. Never rejects with an error of core: a task that was paid for must not be lost with it. */
export async function runTask(context: TaskContext, request: LooseFluxRequest): Promise<TaskReport> {
  const { client, clock, modelId, signal, headers, onTask } = context
  let accepted: AcceptedTask | undefined
  let isUnsaved = false
  const accept = ({ taskId, traceId }: NamedTask, submittedAtMs: number): void => {
    const task = { taskId, ...(traceId !== undefined && { traceId }), modelId, submittedAtMs }
    accepted = task
    // Not waited for: a database that never answers must not cost an image either.
    void succeeds(() => onTask?.(task)).then((isSaved) => (isUnsaved = !isSaved))
  }
  // Also after an abort, when the answer comes late: the task runs and costs money.
  const onProgress = (event: ProgressEvent): void => {
    if (event.type === 'submitted') accept(event, event.atMs)
  }
  const report = await reported(async () => {
    const startMs = clock.now()
    try {
      await client.submit(request, { signal, headers, onProgress })
    } catch (error) {
      const named = taskNamedBy(error)
      if (!named) throw error
      accept(named, startMs)
    }
    if (!accepted) throw new Error('A submission was accepted without a task.')
    return waitAndDownload(context, accepted.taskId, accepted.submittedAtMs)
  })
  const { taskId = accepted?.taskId } = report
  return { ...report, taskId, action: request.action, isUnsaved }
}

/** Waits for a task that was submitted earlier, and downloads. Submits nothing. */
export async function fetchTask(context: TaskContext, taskId: string): Promise<TaskReport> {
  const report = await reported(() => waitAndDownload(context, taskId))
  return { ...report, taskId, isUnsaved: false }
}

type Outcome = Omit<TaskReport, 'isUnsaved'>

async function reported(run: () => Promise<Outcome>): Promise<Outcome> {
  try {
    return await run()
  } catch (error) {
    if (!isFluxError(error)) throw error
    return { taskId: error.taskId, images: [], errors: [error] }
  }
}

async function waitAndDownload(
  { client, modelId, signal, deadlineMs }: TaskContext,
  taskId: string,
  submittedAtMs?: number,
): Promise<Outcome> {
  const generation = await client.tasks.wait(taskId, { model: modelId, submittedAtMs, deadlineMs, signal })
  const downloads = await Promise.all(
    generation.images.map(async ({ url: link }): Promise<LinkedImage | FluxError> => {
      try {
        return { ...(await client.images.download(link, { taskId, signal })), link }
      } catch (error) {
        if (!isFluxError(error)) throw error
        return error
      }
    }),
  )
  return {
    taskId,
    generation,
    images: downloads.filter((each) => 'bytes' in each),
    errors: downloads.filter((each) => isFluxError(each)),
  }
}

/**
 * The task that an error of a submission names: the service has accepted it, whatever the status of its answer, so its
 * images can be waited for. An abort and the end of the client end the wait, too.
 */
function taskNamedBy(error: unknown): NamedTask | undefined {
  if (!isFluxError(error) || error.code === 'aborted' || error.code === 'client_closed') return undefined
  const { taskId, traceId, charged } = error
  return taskId === undefined || charged === 'no' ? undefined : { taskId, traceId }
}

/** A failing hook must not cost an image. */
async function succeeds(hook: () => Promise<void> | void): Promise<boolean> {
  try {
    await hook()
    return true
  } catch {
    return false
  }
}
