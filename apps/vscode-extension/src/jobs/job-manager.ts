import { isCollectable, isEnded, type Job } from '../model/jobs/job.ts'
import { acceptedLate, collecting, takenUp } from '../model/jobs/transitions.ts'
import type { ImageService } from '../service/image-service.ts'
import { failureOf } from './failure-of.ts'
import { type JobStore, JobTaken } from './job-store.ts'
import type { Presence } from './presence.ts'
import { type JobHost, runJob } from './run-job.ts'
import { WindowClosing } from './window-closing.ts'

export interface RunningJob {
  readonly job: Job
  readonly startedAtMs: number
}

export interface JobManagerOptions {
  readonly store: JobStore
  readonly presence: Presence
  readonly serviceFor: (job: Job) => Promise<ImageService>
  readonly linkOfSource: JobHost['linkOfSource']
  readonly write: JobHost['write']
  readonly now: () => number
  /** A job that nobody in this window waits for has ended: one that was taken up. */
  readonly onTakenUpEnd: (job: Job) => void
}

/** All jobs of this window, and those of windows that are gone. */
export interface JobManager {
  readonly running: readonly RunningJob[]
  /** Writes the job down, then runs it to its end. Resolves also when it failed. */
  start(job: Job): Promise<Job>
  /** Stops waiting. The task goes on at the service and can be collected. */
  stop(id: string): void
  /** Brings home what was left at the service. Resolves with the job as it is when there is nothing to collect. */
  collect(id: string): Promise<Job | undefined>
  /** Goes on with jobs whose window is gone. @returns Whether other windows still run some, so that it is worth looking again. */
  takeUp(): Promise<boolean>
  onDidChange(listener: () => void): () => void
  dispose(): Promise<void>
}

export function createJobManager(options: JobManagerOptions): JobManager {
  const { store, presence, now } = options
  const active = new Map<string, { job: Job; startedAtMs: number; abort: AbortController; end: Promise<Job> }>()
  const listeners = new Set<() => void>()
  let isClosed = false
  let working = 0

  function changed(): void {
    for (const listener of listeners) listener()
  }

  /** Shows other windows that this one is alive until all that runs at the same time has ended. */
  async function alive<T>(work: () => Promise<T>): Promise<T> {
    working += 1
    try {
      await presence.begin()
      return await work()
    } finally {
      working -= 1
      if (working === 0) await presence.end().catch(() => undefined)
    }
  }

  async function save(next: Job): Promise<void> {
    try {
      await store.save(next)
    } catch (error) {
      if (error instanceof JobTaken) await keepTask(next)
      throw error
    }
    const entry = active.get(next.id)
    if (entry !== undefined) entry.job = next
    changed()
  }

  /** Another window took the job in mid-submission and gave it up: only this one knows the task that is paid for. */
  async function keepTask({ id, taskId, submittedAtMs = now() }: Job): Promise<void> {
    const current = await store.read(id)
    if (taskId === undefined || current === undefined || !isEnded(current) || current.taskId !== undefined) return
    await store.save(acceptedLate(current, taskId, submittedAtMs))
  }

  /** @param prepare What is done first; a stop counts from now on. */
  async function run(job: Job, prepare: () => Promise<Job>): Promise<Job> {
    const abort = new AbortController()
    if (isClosed) abort.abort(closing())
    const end = alive(async () => {
      const ready = await prepare()
      const service = await options.serviceFor(ready)
      const { linkOfSource, write } = options
      return runJob(ready, { service, linkOfSource, write, now, save }, abort.signal)
    }).catch(async (error: unknown) => {
      // Another window goes on with it; what it makes of the job is on disk.
      if (error instanceof JobTaken) return (await store.read(job.id)) ?? job
      throw error
    })
    active.set(job.id, { job, startedAtMs: now(), abort, end })
    changed()
    try {
      return await end
    } finally {
      active.delete(job.id)
      changed()
    }
  }

  function claimAndRun(job: Job, prepare: (claimed: Job) => Job): Promise<Job | undefined> {
    return alive(async () => {
      const claimed = await store.claim(job, presence.self)
      if (claimed === undefined) return undefined
      const ready = prepare(claimed)
      if (ready !== claimed) await store.save(ready)
      return isEnded(ready) ? ready : run(ready, async () => ready)
    })
  }

  async function isLeft(job: Job): Promise<boolean> {
    if (isEnded(job) || active.has(job.id)) return false
    return job.owner === undefined || !(await presence.isAlive(job.owner))
  }

  return {
    get running() {
      return [...active.values()].map(({ job, startedAtMs }) => ({ job, startedAtMs }))
    },
    start(job) {
      const own = { ...job, owner: presence.self }
      return run(own, async () => {
        await store.save(own)
        return own
      })
    },
    stop(id) {
      active.get(id)?.abort.abort(new Error('Stopped by the person'))
    },
    async collect(id) {
      const entry = active.get(id)
      if (entry !== undefined) return entry.end
      const job = await store.read(id)
      if (job === undefined || !isCollectable(job)) return job
      return (await claimAndRun(job, collecting)) ?? store.read(id)
    },
    async takeUp() {
      let others = false
      for (const job of await store.list()) {
        if (isClosed) return false
        if (await isLeft(job)) {
          claimAndRun(job, (claimed) => takenUp(claimed, now())).then(
            (ended) => ended !== undefined && isEnded(ended) && options.onTakenUpEnd(ended),
            (error: unknown) => options.onTakenUpEnd({ ...job, state: 'failed', failure: failureOf(error, true) }),
          )
        } else if (!isEnded(job) && !active.has(job.id)) others = true
      }
      return others
    },
    onDidChange(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async dispose() {
      isClosed = true
      listeners.clear()
      const ends = [...active.values()].map(({ abort, end }) => {
        abort.abort(closing())
        return end
      })
      await Promise.allSettled(ends)
      await presence.end().catch(() => undefined)
    },
  }
}

function closing(): WindowClosing {
  return new WindowClosing('The window closes')
}
