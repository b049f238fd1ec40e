import {
  type DownloadedImage,
  type FluxClient,
  type FluxError,
  type Generation,
  isFluxError,
  type LooseFluxRequest,
  type ModelAction,
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

/** What became of one submission, or of one task that is fetched again. */
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
  readonly modelId: string
  readonly signal: AbortSignal | undefined
  readonly headers: Readonly<Record<string, string>>
  readonly deadlineMs: number | undefined
  readonly onTask: ((task: AcceptedTask) => Promise<void> | void) | undefined
}

/** Submits, waits and downloads. Never rejects with an error of core: a task that was paid for must not be lost with it. */
export async function runTask(context: TaskContext, request: LooseFluxRequest): Promise<TaskReport> {
  const { client, modelId, signal, headers, onTask } = context
  let taskId: string | undefined
  let saving: Promise<boolean> | undefined
  const report = await reported(async () => {
    const task = await client.submit(request, {
      signal,
      headers,
      onProgress: (event) => {
        // Also after an abort, when the answer comes late: the task runs and costs money.
        if (event.type !== 'submitted') return
        const { traceId, atMs: submittedAtMs } = event
        taskId = event.taskId
        saving = succeeds(() => onTask?.({ taskId: event.taskId, ...(traceId && { traceId }), modelId, submittedAtMs }))
      },
    })
    return waitAndDownload(context, task.id, task.submittedAtMs)
  })
  return { ...report, taskId: report.taskId ?? taskId, action: request.action, isUnsaved: (await saving) === false }
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

/** A hook that fails must not cost an image. */
async function succeeds(hook: () => Promise<void> | void): Promise<boolean> {
  try {
    await hook()
    return true
  } catch {
    return false
  }
}
