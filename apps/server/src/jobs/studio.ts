import { checkRequest, defaultModelIds, InvalidRequestError, type LooseFluxRequest } from '@fluxkit/core'
import {
  createRunner,
  createWithin,
  type Draft,
  estimate,
  isDamaged,
  type JobEvent,
  type Json,
  learn,
  type Listed,
  requestFacts,
  type RunResult,
  stateOf,
} from '@fluxkit/jobs'
import type { FileStore } from '@fluxkit/jobs/node'
import type { Host } from '../host.ts'
import { outputProblem } from '../files/check-output.ts'
import type { Workspace } from '../files/output-folder.ts'
import { checkPublishing } from '../files/publishing.ts'
import {
  type Admission,
  admit,
  appName,
  dayStartMs,
  describeRefusal,
  type Spending,
  sumSpending,
} from '../money/budget.ts'
import { knownPrices } from '../money/known-prices.ts'
import type { Limits } from '../money/limits.ts'
import type { Connection } from '../service/connection.ts'
import { type Failure, failureOf, refusal } from './failure.ts'
import { findAttempt } from './find-attempt.ts'
import type { InputImage } from './inputs.ts'
import { createJobHost } from './job-host.ts'
import { type ServerPlace, sessionOf } from './place.ts'
import { type JobReport, reportOf } from './report.ts'
import { waitUpTo } from './wait-up-to.ts'

/** One image job that somebody asks for. */
export interface Wish {
  /** See `jobKey`: the same key never makes two jobs. */
  readonly key: string
  readonly request: LooseFluxRequest | (Omit<LooseFluxRequest, 'imageUrl'> & { readonly action: 'edit' })
  /** The local image of an edit, instead of `request.imageUrl`. */
  readonly input?: InputImage | undefined
  readonly via: ServerPlace['via']
  readonly variant: number
  /** File name without extension, instead of one from the prompt. */
  readonly name?: string | undefined
  readonly fingerprint?: string | undefined
  readonly workspace: Workspace
}

/** What a user can be asked at the client. */
export type Question = 'publish' | 'session' | 'unpriced'

/** What the user of the client has answered to this very call, and whether there is somebody to ask. */
export interface Answers {
  readonly canAsk: boolean
  readonly given: Readonly<Partial<Record<Question, 'accept' | 'decline'>>>
}

export interface Waiting {
  readonly waitMs: number
  /** The client has gone: nobody waits any more, and the job goes on. */
  readonly signal: AbortSignal
  readonly onEvent?: ((event: JobEvent) => void) | undefined
}

export type Produced =
  | { readonly kind: 'job'; readonly report: JobReport }
  | { readonly kind: 'refused'; readonly failure: Failure }
  | { readonly kind: 'ask'; readonly question: Question; readonly message: string }

/** Makes images as durable jobs, within rules and budgets. */
export interface Studio extends AsyncDisposable {
  readonly connection: Connection
  readonly store: FileStore
  readonly limits: Limits
  /** The job of a wish: a new one, or the one that the same wish has made before. */
  produce(wish: Wish, answers: Answers, waiting: Waiting): Promise<Produced>
  /** Waits for a job on record, downloads and saves what is missing. Never submits. */
  resume(id: string, waiting: Waiting): Promise<Produced>
  /** Every record, newest first. */
  list(): Promise<Listed[]>
  spending(): Promise<Spending>
  now(): number
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

/** How long submissions on their way are waited for at the end: a task without an id is hard to recover. */
const drainMs = 3_000

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

  async function list(): Promise<Listed[]> {
    const entries: Listed[] = []
    for await (const entry of store.list()) entries.push(entry)
    return entries.toReversed()
  }

  const sum = (entries: readonly Listed[]): Spending => sumSpending(entries, { nowMs: clock.now(), session, sessionOf })

  /** One after the other: two calls of this process can't both take the last of the budget. */
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
      if (!entry || isDamaged(entry)) return { kind: 'refused', failure: damaged(id) }
      const circumstances = { nowMs: clock.now(), account: connection.account }
      return { kind: 'job', report: reportOf(entry, result, circumstances) }
    } finally {
      if (onEvent) own.delete(onEvent)
      if (own.size === 0) listeners.delete(id)
    }
  }

  function run(id: string, waitMs: number): Promise<RunResult<unknown>> {
    return runner.run(id, { patienceMs: waitMs })
  }

  /** Submits a job that this call wants, and forgets the bytes of its input as soon as they are uploaded. */
  function runWanted(id: string, input: InputImage | undefined, start: () => Promise<RunResult<unknown>>) {
    wanted.add(id)
    if (input) inputs.set(id, input)
    return start().finally(() => {
      wanted.delete(id)
      inputs.delete(id)
    })
  }

  async function produce(wish: Wish, answers: Answers, waiting: Waiting): Promise<Produced> {
    const { request, input } = wish
    const issues = checkRequest((input ? { ...request, imageUrl: anyLink } : request) as LooseFluxRequest)
    if (issues.length > 0) return { kind: 'refused', failure: failureOf(new InvalidRequestError(issues)) }
    const { id, entry } = await findAttempt(store, wish.key)
    if (entry && isDamaged(entry)) return { kind: 'refused', failure: damaged(id) }
    const isNew = !entry || isUnsubmitted(entry)
    if (entry && !isNew) return follow(id, run(id, waiting.waitMs), waiting)
    const refused = await refusalOf(wish, answers)
    if (refused) return refused
    return inTurn(() => start(id, wish, answers, waiting, entry !== undefined)).then((started) => started())
  }

  /** Everything that can be refused without the disk of the records. */
  async function refusalOf({ input, workspace }: Wish, answers: Answers): Promise<Produced | undefined> {
    const problem = await outputProblem(workspace)
    if (problem !== undefined) {
      return {
        kind: 'refused',
        failure: refusal('folder_not_writable', problem, 'The user can start the server with --out FOLDER.'),
      }
    }
    if (!input) return undefined
    const publishing = checkPublishing({
      isSandbox: connection.isSandbox,
      hasPlatformToken: connection.hasPlatformToken,
      isAllowed: options.allowPublish,
      canAsk: answers.canAsk,
      answer: answers.given.publish,
    })
    if (publishing.kind === 'ask') return { kind: 'ask', question: 'publish', message: publishQuestion(input) }
    if (publishing.kind === 'allowed') return undefined
    return { kind: 'refused', failure: refusal(publishing.code, publishing.message, publishing.advice) }
  }

  /** Admits and writes the job down. @returns what goes on outside of the turn */
  async function start(
    id: string,
    wish: Wish,
    answers: Answers,
    waiting: Waiting,
    isOnRecord: boolean,
  ): Promise<() => Promise<Produced>> {
    const others = (await list()).filter((other) => isDamaged(other) || other.job.id !== id)
    const draft = draftOf(id, wish, others)
    const { images, credits } = demandOf(draft)
    const demand = { images, ...(credits !== undefined && { credits }) }
    const consent = {
      beyondSession: answers.given.session === 'accept',
      unpriced: answers.given.unpriced === 'accept',
    }
    const admission: Admission = connection.isSandbox ? { kind: 'ok' } : admit(limits, sum(others), demand, consent)
    if (admission.kind !== 'ok') return async () => askOrRefuse(admission, answers)
    if (isOnRecord) {
      return () =>
        follow(
          id,
          runWanted(id, wish.input, () => run(id, waiting.waitMs)),
          waiting,
        )
    }
    // Other processes may be spending at the same time: the sum is taken again, after the job is on record.
    const day = { limits: limits.day, sinceMs: dayStartMs(clock.now()), nowMs: clock.now(), app: appName }
    const open = await createWithin(runner, store, draft, { ...day, allowUnpriced: true })
    if ('exists' in open) return () => follow(id, run(id, waiting.waitMs), waiting)
    if ('refused' in open) {
      const { refused: answer } = open
      return async () =>
        answer.kind === 'over'
          ? askOrRefuse({ kind: 'over', window: 'day', answer }, answers)
          : refusedBudget({ kind: 'unpriced' })
    }
    return () =>
      follow(
        id,
        runWanted(id, wish.input, () => open.run()),
        waiting,
      )
  }

  function askOrRefuse(admission: Exclude<Admission, { kind: 'ok' }>, { canAsk, given }: Answers): Produced {
    const question = admission.kind === 'unpriced' ? 'unpriced' : 'session'
    const mayAsk = canAsk && given[question] === undefined && !(admission.kind === 'over' && admission.window === 'day')
    if (!mayAsk) return refusedBudget(admission)
    return { kind: 'ask', question, message: `${describeRefusal(admission).message} Make this image all the same?` }
  }

  function draftOf(id: string, wish: Wish, entries: readonly Listed[]): Draft<unknown> {
    const { request: given, input, workspace, via, variant, name, fingerprint } = wish
    const model = given.model ?? defaultModelIds[given.action]
    const request = {
      ...given,
      model,
      ...(given.action === 'generate' && { count: given.count ?? 1 }),
    } as unknown as Json
    const { cost } = estimate(learn(entries), { request }, { prices: knownPrices })
    const place: ServerPlace = {
      directory: workspace.directory,
      namePattern: name ?? '{prompt}',
      metadata: false,
      via,
      session,
      variant,
      ...(input && { mayPublish: true }),
      ...(fingerprint !== undefined && { fingerprint }),
    }
    const { service, account } = connection
    const origin = { app: appName, actor: 'agent' } as const
    return { id, service, account, origin, request, place, ...(cost && { estimate: cost }) }
  }

  /** Written down by a process that is gone, or refused a moment ago: nothing has been submitted. */
  function isUnsubmitted(entry: Exclude<Listed, { damaged: string }>): boolean {
    const state = stateOf(entry.job, clock.now(), entry.held)
    return !entry.held && (state === 'created' || state === 'stale')
  }

  return {
    connection,
    store,
    limits,
    produce,
    resume: (id, waiting) => follow(id, run(id, waiting.waitMs), waiting),
    list,
    spending: async () => sum(await list()),
    now: () => clock.now(),
    async [Symbol.asyncDispose]() {
      await runner.drain(drainMs)
      await store.close()
    },
  }
}

function demandOf({ request, estimate: cost }: Draft<unknown>): { images: number; credits: number | undefined } {
  const isCredits = cost !== undefined && /^credits?$/i.test(cost.currency)
  return { images: requestFacts({ request }).count, credits: isCredits ? cost.amount : undefined }
}

function refusedBudget(admission: Exclude<Admission, { kind: 'ok' }>): Produced {
  const { message, advice } = describeRefusal(admission)
  return { kind: 'refused', failure: refusal('budget_reached', message, advice) }
}

function publishQuestion({ width, height, bytes }: InputImage): string {
  const kilobytes = Math.ceil(bytes.byteLength / 1_000)
  return `To edit the local image (${width} × ${height}, ${kilobytes} kB) it is uploaded and gets a link that is public and permanent. It can’t be taken back. Upload it?`
}

function damaged(id: string): Failure {
  return {
    code: 'damaged_record',
    message: `The record of job ${id} can’t be read.`,
    charged: 'unknown',
    advice: 'It may be paid for. The user can run `fluxkit doctor`; a new variant makes a new image.',
    retryable: false,
    jobId: id,
  }
}
