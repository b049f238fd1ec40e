import { checkRequest, InvalidRequestError, type LooseFluxRequest } from '@fluxkit/core'
import {
  createRunner,
  createUnlessRefused,
  type HeldJob,
  isDamaged,
  type JobEvent,
  type JobQuery,
  type Listed,
  type RunResult,
  stateOf,
} from '@fluxkit/jobs'
import type { FileStore } from '@fluxkit/jobs/node'
import type { Host } from '../host.ts'
import { type Admission, admit, appName, dayStartMs, type Spending, sumSpending } from '../money/budget.ts'
import type { Limits } from '../money/limits.ts'
import type { Connection } from '../service/connection.ts'
import { demandOf, draftOf } from './draft.ts'
import { failureOf } from './failure.ts'
import { findAttempt } from './find-attempt.ts'
import type { InputImage } from './inputs.ts'
import { createJobHost } from './job-host.ts'
import { sessionOf } from './place.ts'
import { beyondBudget, damagedRecord, firstObjection } from './refusals.ts'
import { reportOf } from './report.ts'
import { waitUpTo } from './wait-up-to.ts'
import type { Answers, JobRequest, Produced } from './job-request.ts'

export interface Waiting {
  readonly waitMs: number
  /** The client has gone: nobody waits any more, and the job continues. */
  readonly signal: AbortSignal
  readonly onEvent?: ((event: JobEvent) => void) | undefined
}

/** Generates images as durable jobs, within rules and budgets. */
export interface Studio extends AsyncDisposable {
  readonly connection: Connection
  readonly store: FileStore
  readonly limits: Limits
  /** The job of a request: a new one, or the one that the same request has created before. */
  produce(jobRequest: JobRequest, answers: Answers, waiting: Waiting): Promise<Produced>
  /** Waits for an existing job, downloads and saves missing images. Never submits. */
  resume(id: string, waiting: Waiting): Promise<Produced>
  /** The response with the images of a job was written completely. Saved, so that it counts after a restart. */
  markDelivered(id: string): Promise<void>
  /** Records, newest first. */
  list(query?: JobQuery): Promise<Listed[]>
  spending(): Promise<Spending>
}

export interface StudioOptions {
  readonly host: Pick<Host, 'clock' | 'random'>
  readonly connection: Connection
  readonly store: FileStore
  readonly limits: Limits
  /** `--allow-publish` */
  readonly allowPublish: boolean
  /** Names this run of the server in records. */
  readonly session: string
  /** For jobs whose record names no folder. */
  readonly usualFolder: () => string
}

/** How long to wait at the end for submissions that are being sent: a task without an id is hard to recover. */
const drainMs = 3_000

/** A call is answered before it gives up waiting, so that it says what the trouble is; the watch continues. */
const troubleMs = 40_000

/** How long a job is polled without a rest: longer than the tasks of the service take, and than clients try again. */
const pollMs = 3_600_000

const free: Admission = { kind: 'ok' }

/** Stands for the link while a request is checked before its image is uploaded. */
const anyLink = 'https://example.com/image.png'

export function createStudio(options: StudioOptions): Studio {
  const { host, connection, store, limits, session } = options
  const { clock, random } = host
  const inputs = new Map<string, InputImage>()
  const wanted = new Set<string>()
  const listeners = new Map<string, Set<(event: JobEvent) => void>>()
  let lastAdmission: Promise<unknown> = Promise.resolve()
  const runner = createRunner({
    store,
    clock,
    random,
    host: createJobHost({
      connection,
      usualFolder: options.usualFolder,
      inputs,
      isWanted: (id) => wanted.has(id),
      onEvent: (event) => listeners.get(event.job.id)?.forEach((listen) => listen(event)),
    }),
  })
  // Jobs of a server that was killed are finished by the next one.
  runner.watch({ app: appName })

  async function list(query: JobQuery = {}): Promise<Listed[]> {
    const entries: Listed[] = []
    for await (const entry of store.list(query)) entries.push(entry)
    return entries.toReversed()
  }

  /** Every record that today's sums need. */
  const settled = () => ({ settledBeforeMs: dayStartMs(clock.now()) })

  const sum = (entries: readonly Listed[]): Spending => sumSpending(entries, { nowMs: clock.now(), session, sessionOf })

  /** Serialized, so that two calls of this process can't both take the rest of the budget. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = lastAdmission.then(work)
    lastAdmission = turn.catch(() => undefined)
    return turn
  }

  async function follow(id: string, run: Promise<RunResult<unknown>>, waiting: Waiting): Promise<Produced> {
    const { waitMs, signal, onEvent } = waiting
    const own = listeners.get(id) ?? new Set()
    if (onEvent) listeners.set(id, own.add(onEvent))
    try {
      const result = await waitUpTo(clock, run, waitMs, signal)
      const entry = result?.job ? { job: result.job, held: false } : await store.read(id)
      if (!entry || isDamaged(entry)) return { kind: 'refused', failure: damagedRecord(id) }
      const circumstances = { nowMs: clock.now(), account: connection.account }
      return { kind: 'job', report: reportOf(entry, result, circumstances) }
    } finally {
      if (onEvent) own.delete(onEvent)
      if (own.size === 0) listeners.delete(id)
    }
  }

  function resume(id: string, waitMs: number): Promise<RunResult<unknown>> {
    return runner.run(id, { patienceMs: waitMs, waitMs: pollMs, troubleMs })
  }

  /** Submits a job that this call wants, and forgets the bytes of its input as soon as they are uploaded. */
  function runWanted(id: string, input: InputImage | undefined, work: () => Promise<RunResult<unknown>>) {
    wanted.add(id)
    if (input) inputs.set(id, input)
    return work().finally(() => {
      wanted.delete(id)
      inputs.delete(id)
    })
  }

  async function produce(jobRequest: JobRequest, answers: Answers, waiting: Waiting): Promise<Produced> {
    const { request, input } = jobRequest
    const issues = checkRequest((input ? { ...request, imageUrl: anyLink } : request) as LooseFluxRequest)
    if (issues.length > 0) return { kind: 'refused', failure: failureOf(new InvalidRequestError(issues)) }
    const { id, entry } = await findAttempt(store, jobRequest.key)
    if (entry && isDamaged(entry)) return { kind: 'refused', failure: damagedRecord(id) }
    const isNew = !entry || isUnsubmitted(entry)
    if (entry && !isNew) return follow(id, resume(id, waiting.waitMs), waiting)
    const objection = await firstObjection(jobRequest, { connection, allowPublish: options.allowPublish, answers })
    if (objection) return objection
    return inTurn(() => start(id, jobRequest, answers, waiting, entry !== undefined)).then((started) => started())
  }

  /** Checks the budget and saves the job. @returns what continues outside of the turn */
  async function start(
    id: string,
    jobRequest: JobRequest,
    answers: Answers,
    waiting: Waiting,
    isOnRecord: boolean,
  ): Promise<() => Promise<Produced>> {
    const others = (await list(settled())).filter((other) => isDamaged(other) || other.job.id !== id)
    const draft = draftOf({ id, jobRequest, connection, session, entries: others })
    const demand = demandOf(draft)
    const consent = {
      beyondSession: answers.given.session === 'accept',
      unpriced: answers.given.unpriced === 'accept',
    }
    const refusalAfter = (entries: readonly Listed[]): Exclude<Admission, { kind: 'ok' }> | undefined => {
      const admission = connection.isSandbox ? free : admit(limits, sum(entries), demand, consent)
      return admission.kind === 'ok' ? undefined : admission
    }
    const refused = refusalAfter(others)
    if (refused) return async () => beyondBudget(refused, answers)
    const submit = (work: () => Promise<RunResult<unknown>>) => () =>
      follow(id, runWanted(id, jobRequest.input, work), waiting)
    if (isOnRecord) return submit(() => resume(id, waiting.waitMs))
    // Other processes may be spending at the same time, so the sum is computed again after the job is saved.
    const open = await createUnlessRefused(runner, store, draft, clock, refusalAfter, settled())
    if ('exists' in open) return () => follow(id, resume(id, waiting.waitMs), waiting)
    if ('refused' in open) return async () => beyondBudget(open.refused, answers)
    return submit(() => open.run({ waitMs: pollMs, troubleMs }))
  }

  /** Saved by a process that is gone, or refused a moment ago: nothing has been submitted. */
  function isUnsubmitted({ job, held }: HeldJob): boolean {
    const state = stateOf(job, clock.now(), held)
    return !held && (state === 'created' || state === 'stale')
  }

  return {
    connection,
    store,
    limits,
    produce,
    resume: (id, waiting) => follow(id, resume(id, waiting.waitMs), waiting),
    async markDelivered(id) {
      await runner.amend(id, (job) => ({ ...job, place: { ...(job.place as object), isDelivered: true } }))
    },
    list,
    spending: async () => sum(await list(settled())),
    async [Symbol.asyncDispose]() {
      await runner.drain(drainMs)
      await store.close()
    },
  }
}
