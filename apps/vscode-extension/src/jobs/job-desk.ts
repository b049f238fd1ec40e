import type { Clock } from '@fluxkit/core'
import {
  createRunner,
  createUnlessRefused,
  type Damaged,
  type Job,
  type JobEvent,
  type JobHost,
  type JobStore,
  type Json,
  type Listed,
  mayBePaid,
  type RunResult,
  within,
} from '@fluxkit/jobs'
import type { Allowance } from '../model/cost/allowance.ts'
import type { SessionRefusal, SessionSettings } from '../model/cost/session.ts'
import type { DamagedView } from '../model/jobs/damaged-view.ts'
import { isOver, type JobView, type SavedFile, viewOf, withFiles } from '../model/jobs/job-view.ts'
import { isOwnJob, type WindowFacts } from '../model/jobs/ownership.ts'
import { appName, type Place } from '../model/jobs/place.ts'
import { isReported } from '../model/jobs/reported.ts'
import { resultView, withFailure } from '../model/jobs/result-view.ts'
import { forgetOld, nowhere } from './forget-old.ts'
import type { Connection } from './job-host.ts'
import { createReports, type Reports } from './reports.ts'
import { createSession, type Session } from './session.ts'
import { isOwn, unusable } from './own-entries.ts'
import { createWaits } from './waits.ts'

export interface RunningJob {
  readonly job: JobView
  readonly startedAtMs: number
}

/** What is submitted. */
export interface NewJob {
  readonly id: string
  readonly actor: 'person' | 'agent'
  readonly isSandbox: boolean
  readonly request: Json
  readonly place: Place
  /** Hold the limits of the session? A user who was asked may go past them. */
  readonly isLimited: boolean
}

export type Confirm = (job: JobView, isStale: boolean) => Promise<'submit' | 'leave' | 'discard'>

export interface JobDeskOptions {
  readonly store: JobStore<Place> & { setAside?(id: string): Promise<boolean> }
  readonly host: Pick<JobHost<Place>, 'serviceFor' | 'keep' | 'prepare'>
  readonly clock: Clock
  readonly random?: () => number
  /** Address of the service that is configured, and a fingerprint of the token: see `Job`. */
  readonly connection: () => Promise<Connection>
  readonly settings: () => SessionSettings
  readonly allowance: Allowance
  /** A job was saved, perhaps by a window that is gone, and never sent. */
  readonly confirm: Confirm
  /** What this window has open. */
  readonly window: () => WindowFacts
  /** Records of an earlier version that cannot be read; they stay where they are. */
  readonly damaged?: readonly Damaged[]
  readonly onChange: () => void
  /** A job of this workspace that nobody in this window waits for has ended. */
  readonly onTakenUpEnd: (job: JobView) => void
  readonly onError: (error: unknown) => void
}

/** All jobs of this extension: those of this window, and those of windows that are gone. */
export interface JobDesk
  extends Pick<Session, 'check' | 'allowMore' | 'learned'>, Pick<Reports, 'report' | 'unreported' | 'takeQuestion'> {
  readonly running: readonly RunningJob[]
  /** Newest first. Damaged records come before them: of any app, for nobody knows whose they are. */
  list(): Promise<readonly (JobView | DamagedView)[]>
  read(id: string): Promise<JobView | undefined>
  /**
   * Writes the job down, then runs it until it ends, or is in trouble for this long that nobody should sit through it.
   *
   * @returns The limit of the session that it would go past; nothing is submitted then. A job that can't be recorded has failed.
   */
  start(job: NewJob): Promise<JobView | SessionRefusal>
  /** Stops waiting. The task continues at the service and can be recovered. */
  stop(id: string): void
  /** Recovers the image of a job, or finds out its outcome. */
  recover(id: string): Promise<JobView | undefined>
  /**
   * Downloads an image of a finished job again, which costs nothing.
   *
   * @returns Where it is now.
   * @throws When its link has expired, its service can't be reached from here, or the disk refuses
   */
  downloadAgain(id: string, index: number): Promise<string>
  /**
   * Files of a job were moved, or thrown away by a user.
   *
   * @param change Given those of the record: another window may have changed it since it was read.
   */
  keepFiles(id: string, change: (files: readonly SavedFile[]) => readonly SavedFile[]): Promise<void>
  /** Forgets a job whatever may be owed: a user has decided that. Its files stay. */
  remove(id: string): Promise<void>
  /** Continues with what needs work, now and later, until the window closes. */
  takeUp(): void
  close(): Promise<void>
}

/** Long enough for an image host that is down for some seconds, short enough for somebody who watches. */
const troubleMs = 30_000
/** A user who stops isn't kept waiting for the answer to a submission that is on its way. */
const stopMs = 1_000
/** An editor that quits gives its extensions five seconds. */
const drainMs = 4_000
/** How often, and for how many times, a record is tried that another window holds. */
const retryMs = 500
const maxTries = 20
/** Jobs that are kept; older ones are forgotten, their images stay. What is owed is kept. */
const maxJobs = 300

export function createJobDesk(options: JobDeskOptions): JobDesk {
  const { store, clock, connection, onChange, onError, damaged = [] } = options
  const known = new Map<string, { readonly job: Job<Place>; readonly startedAtMs: number }>()
  const waits = createWaits<JobView | undefined>()
  let isWatching = false

  const runner = createRunner<Place>({
    store,
    clock,
    ...(options.random && { random: options.random }),
    host: { ...options.host, confirm, onEvent, onError, holdsEnd },
  })
  const session = createSession({
    entries,
    settings: options.settings,
    allowance: options.allowance,
    clock,
  })
  const reports = createReports({
    runner,
    clock,
    entries,
    view,
    isOwnJob: (job) => isOwnJob(job, options.window()),
    isWaitedFor: (id) => waits.has(id),
    onChange,
    onError,
  })
  const stopListening = store.changes?.(onChange)

  function view(job: Job<Place>, isHeld = false): JobView {
    return viewOf(job, clock.now(), isHeld)
  }

  /** Until it is reported here: no other window comes in between. */
  function holdsEnd(job: Job<Place>): boolean {
    return !isReported(job) && isOwnJob(job.place, options.window())
  }

  function onEvent({ type, job }: JobEvent<Place>): void {
    const { startedAtMs = clock.now() } = known.get(job.id) ?? {}
    known.set(job.id, { job, startedAtMs })
    if (type === 'ended') {
      known.delete(job.id)
      const ended = view(job)
      if (!waits.has(job.id) && isOwnJob(ended, options.window())) options.onTakenUpEnd(ended)
    }
    if (type !== 'progress') onChange()
  }

  async function confirm(job: Job<Place>, isStale: boolean): ReturnType<Confirm> {
    const shown = view(job)
    const isOurs = waits.has(job.id) || (isOwnJob(shown, options.window()) && (await reports.takeQuestion(job.id)))
    return isOurs ? options.confirm(shown, isStale) : 'leave'
  }

  async function entries(): Promise<Listed<Place>[]> {
    const found: Listed<Place>[] = []
    for await (const entry of store.list()) found.push(entry)
    return found
  }

  async function read(id: string): Promise<JobView | undefined> {
    const entry = await store.read(id)
    return entry && isOwn(entry) ? view(entry.job, entry.held) : undefined
  }

  /** Waits for a run, or until a user stops it. */
  async function waitFor(id: string, run: () => Promise<RunResult<Place>>): Promise<JobView | undefined> {
    try {
      return await waits.wait(id, async () => {
        const result = await run()
        return resultView(result, clock.now(), (await connection()).account) ?? read(id)
      })
    } finally {
      known.delete(id)
      onChange()
    }
  }

  async function stopNow(id: string): Promise<JobView | undefined> {
    const cancelled = runner.cancel(id, { evenIfPaid: true })
    cancelled.catch(onError)
    const ended = await within(clock, cancelled, stopMs)
    if (ended) return ended.job && view(ended.job)
    const job = known.get(id)?.job
    // Its answer may still come: what is known by then is written, and can be recovered.
    const failure = { code: 'aborted', summary: 'Stopped waiting.', charged: 'unknown' } as const
    return job && { ...withFailure(view(job), failure), state: 'cancelled', isRecoverable: true }
  }

  return {
    ...session,
    ...reports,
    get running() {
      const active = new Set(runner.activeIds)
      return [...known].flatMap(([id, { job, startedAtMs }]) =>
        active.has(id) ? [{ job: view(job, true), startedAtMs }] : [],
      )
    },
    async list() {
      const found = await entries()
      const jobs = found.filter((entry) => isOwn(entry)).map(({ job, held }) => view(job, held))
      const newestFirst = jobs.toReversed()
      const old = newestFirst.slice(maxJobs).filter((job) => isOver(job) && !job.isRecoverable)
      await forgetOld(runner, found, old, clock.now())
      return [...damaged, ...found.flatMap(unusable), ...newestFirst.filter((job) => !old.includes(job))]
    },
    read,
    async start({ id, actor, isSandbox, request, place, isLimited }) {
      let refusal: SessionRefusal | undefined
      let isRecorded = false
      const unsent = {
        id,
        service: isSandbox ? 'sandbox' : '',
        account: '',
        origin: { app: appName, actor },
        request,
        place,
      }
      const ended = await waitFor(id, async () => {
        const { estimate, refuse } = await session.termsOf(actor, request)
        const { address, account } = isSandbox ? { address: unsent.service, account: '' } : await connection()
        const draft = { ...unsent, service: address, account, ...(estimate && !isSandbox && { estimate }) }
        const isHeldToLimit = isLimited && !isSandbox
        const open = isHeldToLimit
          ? await createUnlessRefused(runner, store, draft, clock, refuse)
          : await runner.create(draft)
        isRecorded = true
        if ('refused' in open) {
          refusal = open.refused
          await runner.remove(id)
          return { why: 'left', isWritten: true }
        }
        if ('exists' in open) throw new Error(`There is a job ${id} already.`)
        if (!waits.isStopped(id)) return open.run({ troubleMs })
        return { why: 'ended', isWritten: true, ...(await open.cancel()) }
      }).catch(async (error: unknown) => {
        if (isRecorded) throw error
        onError(error)
        const { unrecorded } = await import('./unrecorded.ts')
        return unrecorded(unsent, error, clock.now())
      })
      if (refusal) return refusal
      if (ended === undefined) throw new Error(`The record of job ${id} is gone.`)
      return ended
    },
    stop(id) {
      if (!waits.stop(id, () => stopNow(id))) stopNow(id).catch(onError)
    },
    async recover(id) {
      const job = await read(id)
      if (job === undefined || (isOver(job) && !job.isRecoverable)) return job
      return waitFor(id, () => runner.run(id, { troubleMs }))
    },
    async downloadAgain(id, index) {
      const { downloadAgain } = await import('./download-again.ts')
      return downloadAgain({ store, host: options.host, runner }, id, index).finally(onChange)
    },
    async keepFiles(id, change) {
      // Another window holds the record while it reports the end.
      for (let tries = 0; !(await runner.amend(id, (job) => withFiles(job, change))); tries++) {
        if (tries === maxTries || (await read(id)) === undefined) break
        await new Promise<void>((resolve) => clock.setTimer(resolve, retryMs))
      }
      onChange()
    },
    async remove(id) {
      const entry = await store.read(id)
      if (entry && unusable(entry).length > 0) await store.setAside?.(id)
      else if (entry && isOwn(entry)) {
        const { job = entry.job } = await runner.discard(id)
        // What may have cost something stays in the sums, without what a user wrote.
        const isKept = mayBePaid(job) && (await runner.forget(id, nowhere))
        if (!isKept) await runner.remove(id)
      }
      onChange()
    },
    takeUp() {
      if (isWatching) return
      isWatching = true
      // A job that is checked again later is at rest until then, and shows in no progress.
      runner.watch({ app: appName, troubleMs: 0 })
    },
    async close() {
      stopListening?.()
      // A link that is being inserted is noted before another window may report the same end.
      await within(clock, reports.close(), stopMs)
      await runner.drain(drainMs)
      await store.close()
    },
  }
}
