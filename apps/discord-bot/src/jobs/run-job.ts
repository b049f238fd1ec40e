import { isFluxError, RateLimitError, type FluxError, type Generation } from '@fluxkit/core/node'
import { priceOf } from '../money/money.ts'
import { readServiceCost } from '../money/service-cost.ts'
import { defaultGuildSettings } from '../store/guild-settings.ts'
import type { JobChange } from '../store/store.ts'
import type { Turns } from './at-most.ts'
import { collectPictures } from './collect-pictures.ts'
import { deliver } from './deliver.ts'
import { watchLateness } from './late-progress.ts'
import { isEnded, type Job, type JobFailure } from './job.ts'
import type { JobTools } from './job-tools.ts'
import { type AcceptedTask, noteTask } from './note-task.ts'
import { submittedPrompt } from './submitted-prompt.ts'
import { deliveryPauseMs, type RunResult } from './run-result.ts'
import { tellProgress } from './tell-progress.ts'
import { withdrawLost } from './withdraw-lost.ts'

/** Submissions that the service cannot have accepted are tried again this often. */
const maxAttempts = 5
const retryAfterMs = [2_000, 10_000, 30_000, 60_000]
/** Whoever takes a job up after its deadline looks at least this long: the first reads after a start may fail. */
const shortestWaitMs = 60_000

/**
 * Takes a job from where it stands to its end. Everything that matters is written down before it is done or as soon as it
 * is known, so that this can break off anywhere and be called again.
 * @param owner holder of the lease
 * @param stop ends waits, never a submission that is on its way
 * @param fresh whether this process has claimed it as the next in turn; otherwise it was found after its process had died
 * @param turns for what holds whole pictures in memory; default: at once
 */
export async function runJob(
  tools: JobTools,
  job: Job,
  owner: string,
  stop: AbortSignal,
  fresh: boolean,
  turns: Turns = (work) => work(),
): Promise<RunResult> {
  if (job.state === 'announced') return withdrawLost(tools, job, owner)
  let current: Job | undefined = job
  if (current.state === 'submitting') {
    current = fresh ? await submit(tools, current, owner) : await reportUnknown(tools, current, owner)
  }
  if (current?.state === 'running') current = await awaitTask(tools, current, owner, stop)
  const ended = current
  if (ended?.delivery === 'pending' && isEnded(ended.state)) return turns(() => tell(tools, ended, owner))
  return { kind: 'done' }
}

async function tell(tools: JobTools, job: Job, owner: string): Promise<RunResult> {
  const complete = job.state === 'succeeded' ? await collectPictures(tools, job) : job
  const told = await deliver(tools, complete, owner)
  if (told === 'lost') return { kind: 'done' }
  if (told === 'later') return { kind: 'put-off', untilMs: tools.clock.now() + deliveryPauseMs }
  tools.metrics.knownToDelivered.observe((tools.clock.now() - (complete.finishedMs ?? tools.clock.now())) / 1000)
  return { kind: 'done' }
}

async function submit(tools: JobTools, job: Job, owner: string): Promise<Job | undefined> {
  const { flux, callbackUrlFor } = tools
  const { action, model, size, count, imageUrl, imageSize } = job.request
  const callbackUrl = await callbackUrlFor?.(job.id)
  const common = { prompt: submittedPrompt(job.request), model, size, callbackUrl }
  try {
    const task = await flux.submit(
      action === 'edit' ? { action, ...common, imageUrl: imageUrl ?? '', imageSize } : { action, ...common, count },
      // A lost answer is looked for among the account's tasks, which are other jobs' too.
      { jobKey: job.id, isKnown: (taskId) => tools.store.jobs.hasTask(taskId) },
    )
    return await accepted(tools, job, { id: task.id, sentSize: task.size.sent }, owner)
  } catch (error) {
    if (!isFluxError(error)) throw error
    // An answer of any status that names a task accepted the job: it is waited for, never submitted again.
    if (error.taskId !== undefined) return accepted(tools, job, { id: error.taskId }, owner)
    const images = (error.imageUrls ?? []).map((url) => ({ url, raw: {} }))
    if (images.length > 0) return succeed(tools, job, { taskId: '', images, raw: {} }, owner)
    return afterRefusedSubmission(tools, job, owner, error)
  }
}

async function accepted(tools: JobTools, job: Job, task: AcceptedTask, owner: string): Promise<Job | undefined> {
  const running = await noteTask(tools, job, task, owner)
  if (running) await tellProgress(tools, running)
  return running
}

async function afterRefusedSubmission(
  tools: JobTools,
  job: Job,
  owner: string,
  error: FluxError,
): Promise<Job | undefined> {
  const { store, clock, log, metrics } = tools
  log.warn({ jobId: job.id, error }, 'a submission was not accepted')
  if (error.charged === 'no' && error.retryable && job.attempts < maxAttempts) {
    const pauseMs = Math.max(
      error instanceof RateLimitError ? (error.retryAfterMs ?? 0) : 0,
      retryAfterMs[job.attempts - 1] ?? 60_000,
    )
    const notBeforeMs = Math.round(clock.now() + pauseMs)
    const queued = await store.jobs.move(job.id, 'submitting', 'queued', { notBeforeMs }, owner)
    if (!queued?.cancelRequested) return undefined
    // Asked for while nobody knew whether it was in time: it was.
    metrics.moneyUnits.inc({ kind: 'refunded' }, job.estimateUnits)
    const cancelled = { finishedMs: Math.round(clock.now()), costUnits: 0, images: 0 }
    return store.jobs.move(job.id, 'queued', 'cancelled', cancelled)
  }
  return end(tools, job, error.charged === 'no' ? 'failed' : 'unknown', failureOf(error), owner)
}

/** Its process died between "about to submit" and "task id known". */
function reportUnknown(tools: JobTools, job: Job, owner: string): Promise<Job | undefined> {
  tools.log.warn({ jobId: job.id }, 'found in mid-submission: the outcome is unknown, nothing is submitted again')
  return end(tools, job, 'unknown', { code: 'outcome_unknown', charged: 'unknown' }, owner)
}

async function awaitTask(tools: JobTools, job: Job, owner: string, stop: AbortSignal): Promise<Job | undefined> {
  try {
    const result = await waitForResult(tools, job, stop)
    return await succeed(tools, job, result, owner)
  } catch (error) {
    if (!isFluxError(error)) throw error
    // The task goes on at the service; whoever takes the job up next waits on.
    if (error.code === 'aborted' || error.code === 'client_closed') return undefined
    if (!taskEndCodes.has(error.code)) return endOverdue(tools, job, error, owner)
    tools.log.warn({ jobId: job.id, error }, 'a task has failed')
    return end(tools, job, 'failed', failureOf(error), owner)
  }
}

/** Only what the service says of the task itself ends a paid job. Every other error ends a wait: the task may still finish. */
const taskEndCodes: ReadonlySet<string> = new Set(['task_failed', 'finished_without_image'])

/** The deadline ends the wait, not the task: it is checked again. Reported once, whatever comes between. */
function endOverdue(tools: JobTools, job: Job, error: FluxError, owner: string): Promise<Job | undefined> {
  tools.log.warn({ jobId: job.id, error }, 'a task is overdue')
  const { finishedMs, delivery } = job
  const before = finishedMs === undefined ? {} : { finishedMs, isTold: delivery !== 'pending' }
  return end(tools, job, 'unknown', failureOf(error), owner, before)
}

async function waitForResult(tools: JobTools, job: Job, signal: AbortSignal): Promise<Generation> {
  const { flux, clock, config } = tools
  const submittedAtMs = job.submittedMs ?? clock.now()
  const deadlineMs = submittedAtMs + config.FLUXKIT_JOB_DEADLINE_MINUTES * 60_000 - clock.now()
  const endLateness = await watchLateness(tools, job)
  try {
    return await flux.tasks.wait(job.taskId ?? '', {
      model: job.request.model,
      submittedAtMs,
      jobKey: job.id,
      deadlineMs: Math.max(shortestWaitMs, deadlineMs),
      signal,
    })
  } finally {
    await endLateness()
  }
}

async function succeed(tools: JobTools, job: Job, result: Generation, owner: string): Promise<Job | undefined> {
  const { store, config, metrics, clock } = tools
  const { guildId } = job.place
  const settings = guildId === null ? defaultGuildSettings : await store.settings.get(guildId)
  const price = priceOf(job.request.model, settings.prices, config.FLUXKIT_PRICES) ?? 0
  // What the service says counts. Else reserved is what was asked for; paid is what came, never more than was announced.
  const costUnits =
    readServiceCost(result.raw, config.FLUXKIT_CURRENCY) ?? Math.min(price * result.images.length, job.estimateUnits)
  const finishedMs = Math.round(clock.now())
  const pictures = result.images.map(({ url, seed }) => ({ url, ...(seed !== undefined && { seed: String(seed) }) }))
  const change = { finishedMs, costUnits, images: result.images.length, pictures }
  metrics.submitToKnown.observe({ model: job.request.model }, (finishedMs - (job.submittedMs ?? finishedMs)) / 1000)
  metrics.moneyUnits.inc({ kind: 'settled' }, costUnits)
  return store.jobs.move(job.id, job.state, 'succeeded', change, owner)
}

function end(
  { store, clock, metrics }: JobTools,
  job: Job,
  to: 'failed' | 'unknown',
  failure: JobFailure,
  owner: string,
  before: Pick<JobChange, 'finishedMs' | 'isTold'> = {},
): Promise<Job | undefined> {
  // A job that has ended before has had its reservation back then.
  if (job.finishedMs === undefined) metrics.moneyUnits.inc({ kind: 'refunded' }, job.estimateUnits)
  const change = { finishedMs: Math.round(clock.now()), costUnits: 0, images: 0, failure, ...before }
  return store.jobs.move(job.id, job.state, to, change, owner)
}

function failureOf({ code, charged, traceId }: FluxError): JobFailure {
  return { code, charged, traceId }
}
