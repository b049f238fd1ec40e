import { isCollectable, isEnded, type Job } from '../model/jobs/job.ts'
import { collecting, takenUp } from '../model/jobs/transitions.ts'
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

  function changed(): void {
    for (const listener of listeners) listener()
  }

  async function run(job: Job): Promise<Job> {
    const abort = new AbortController()
    const host = async (): Promise<JobHost> => ({
      service: await options.serviceFor(job),
      linkOfSource: options.linkOfSource,
      write: options.write,
      now,
      async save(next) {
        await store.save(next)
        const entry = active.get(next.id)
        if (entry !== undefined) entry.job = next
        changed()
      },
    })
    const end = host().then((ready) => runJob(job, ready, abort.signal))
    active.set(job.id, { job, startedAtMs: now(), abort, end })
    changed()
    try {
      return await end
    } catch (error) {
      // Another window goes on with it; what it makes of the job is on disk.
      if (error instanceof JobTaken) return (await store.read(job.id)) ?? job
      throw error
    } finally {
      active.delete(job.id)
      if (active.size === 0) await presence.end().catch(() => undefined)
      changed()
    }
  }

  async function claimAndRun(job: Job, prepare: (claimed: Job) => Job): Promise<Job | undefined> {
    await presence.begin()
    const claimed = await store.claim(job, presence.self)
    if (claimed === undefined) return undefined
    const ready = prepare(claimed)
    if (ready !== claimed) await store.save(ready)
    return isEnded(ready) ? ready : run(ready)
  }

  async function isLeft(job: Job): Promise<boolean> {
    if (isEnded(job) || active.has(job.id)) return false
    return job.owner === undefined || !(await presence.isAlive(job.owner))
  }

  return {
    get running() {
      return [...active.values()].map(({ job, startedAtMs }) => ({ job, startedAtMs }))
    },
    async start(job) {
      await presence.begin()
      const own = { ...job, owner: presence.self }
      await store.save(own)
      return run(own)
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
        abort.abort(new WindowClosing('The window closes'))
        return end
      })
      await Promise.allSettled(ends)
      await presence.end().catch(() => undefined)
    },
  }
}
