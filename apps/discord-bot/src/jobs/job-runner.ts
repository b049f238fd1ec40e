import { randomUUID } from 'node:crypto'
import { createRunner, type FluxService, isDamaged } from '@fluxkit/jobs'
import { worksOnJobs } from '../config/role.ts'
import { within } from '../time/within.ts'
import { adoptTask } from './adopt-task.ts'
import { announceJob, announceJobs, type Announced, type AnnouncedAll, appName } from './announce-job.ts'
import { cancelJob } from './cancel-job.ts'
import { createDeliverer } from './deliverer.ts'
import { forgetJob, withoutImages } from './forget-job.ts'
import { chooseInTurn } from '../limits/fair-queue.ts'
import type { BotPlace, Job, JobPlace, NewJob } from '../model/job.ts'
import { createJobHost } from './job-host.ts'
import type { JobTools } from './job-tools.ts'
import { createProgress } from './progress.ts'
import type { RunnerParts } from './runner-parts.ts'
import { tracedStore } from './traced-store.ts'

/** Submissions that the service cannot have accepted are sent again this often. */
const retries = { tries: 5, delaysMs: [2_000, 10_000, 30_000, 60_000] } as const
/** So long a turn is kept in trouble, such as a submission that is refused for now: others wait. */
const troubleMs = 6_000
/** So often the queue and jobs of processes that are gone are checked, where the store reports no changes. */
const everyMs = 1_000
/** Where it can: hints may be missed, and this is the truth. */
const everyMsWithHints = 2_000

/** Submits, waits and delivers; takes up what other processes have left behind. */
export interface JobRunner {
  /** Works on jobs from now on: not in a process that only answers interactions. */
  start(): void
  /** Writes a job down before its first answer, unless a limit forbids it. */
  announce(job: NewJob): Promise<Announced>
  /** The same for several jobs of one place, the lead of their group first: all of them, or none. */
  announceAll(jobs: readonly NewJob[]): Promise<AnnouncedAll>
  /** @returns `running`: it may be accepted already and continues; if it is refused after all, it isn't sent again */
  cancel(id: string): Promise<'cancelled' | 'running'>
  /**
   * Its user still wants a job that was in doubt. It is answered by the interaction that said so.
   * @returns false when it isn't in doubt any more
   */
  confirm(id: string, answer: Pick<JobPlace, 'token' | 'tokenUntilMs'>): Promise<boolean>
  /** The answer to a job is from now on that of another interaction. */
  answerBy(id: string, answer: Pick<JobPlace, 'token' | 'tokenUntilMs'>): Promise<void>
  /** Downloads now what a job has only links to. */
  fetch(id: string): Promise<void>
  /** The same for all jobs: what keeps images is there again. Others may be working on some of them. */
  fetchWaiting(): Promise<void>
  /**
   * A callback names a job's task, or only says that there is one: then the lost submission is searched for.
   * @returns false when it isn't this job's
   */
  adopt(id: string, taskId: string | undefined): Promise<boolean>
  /** Forgets prompts, links, tokens and images of a job that has ended or can't be seen. @returns false when it continues */
  forget(job: Job): Promise<boolean>
  /** Forgets a job's images, the one that it edited included. @returns false while a process works on it: nothing is forgotten */
  forgetImages(id: string): Promise<boolean>
  /** Takes no more jobs, lets submissions on their way end, hands everything over. Waits no longer than this. */
  stop(limitMs: number): Promise<void>
  /** For what still was on its way then: the client is closed, and its outcome is known or unknown for good. */
  finish(limitMs: number): Promise<void>
  readonly activeCount: number
}

/** @param owner names this process in the leases of deliveries; never used twice */
export function createJobRunner(tools: JobTools, service: FluxService, owner: string = randomUUID()): JobRunner {
  const { store, clock, config } = tools
  const leaseMs = config.FLUXKIT_LEASE_SECONDS * 1000
  const isWorker = worksOnJobs(config.FLUXKIT_ROLE)
  /** What a process has to report it delivers itself, unless workers do. */
  const noticeLeaseMs = isWorker ? leaseMs : 0
  const progress = createProgress(tools)
  const deliverer = createDeliverer(tools, progress, owner, leaseMs)
  const runner = createRunner({
    store: tracedStore(store.durable, tools.tracing),
    host: createJobHost({
      tools,
      service,
      progress,
      deliverer,
      effects: { currency: config.FLUXKIT_CURRENCY, owner, leaseMs: noticeLeaseMs, clock },
    }),
    clock,
    leaseMs,
    waitMs: config.FLUXKIT_JOB_DEADLINE_MINUTES * 60_000,
    retries,
  })
  let unfinished: readonly string[] = []

  const parts: RunnerParts = { tools, service, runner, progress, deliverer }

  return {
    start() {
      deliverer.start()
      const shares = {
        total: config.FLUXKIT_CONCURRENCY,
        perGuild: config.FLUXKIT_GUILD_CONCURRENCY,
        perUser: config.FLUXKIT_USER_CONCURRENCY,
      }
      runner.watch({
        app: appName,
        concurrency: shares.total,
        everyMs: store.durable.changes ? everyMsWithHints : everyMs,
        troubleMs,
        choose: chooseInTurn(shares),
      })
    },
    announce: (job) => announceJob(parts, job),
    announceAll: (jobs) => announceJobs(parts, jobs),
    cancel: (id) => cancelJob(parts, id),
    confirm: (id, answer) =>
      runner.confirm(id, (place) => ({ ...answeredBy(place, answer), confirmedAtMs: Math.round(clock.now()) })),
    async answerBy(id, answer) {
      await runner.amend(id, (job) => ({ ...job, place: answeredBy(job.place, answer) }))
    },
    async fetch(id) {
      await runner.run(id, { waitMs: 0 })
    },
    async fetchWaiting() {
      for await (const entry of store.durable.list({ app: appName, states: ['ready'] }))
        if (!isDamaged(entry) && !entry.held) await runner.run(entry.job.id, { waitMs: 0 })
    },
    adopt: (id, taskId) => adoptTask(parts, id, taskId),
    forget: (job) => forgetJob(runner, job),
    forgetImages: (id) => runner.amend(id, withoutImages),
    async stop(limitMs) {
      const endsAtMs = clock.now() + limitMs
      unfinished = (await runner.drain(limitMs)).map(({ id }) => id)
      await within(clock, progress.stop(), Math.max(0, endsAtMs - clock.now()))
      if (isWorker) await deliverer.drain(Math.max(0, endsAtMs - clock.now()))
    },
    async finish(limitMs) {
      await runner.drain(limitMs)
      for (const id of unfinished) {
        const job = await store.jobs.get(id)
        if (job?.state === 'unknown') await store.deliveries.notify(id, 'unknown', owner, noticeLeaseMs)
      }
      if (isWorker) await deliverer.drain(limitMs)
    },
    get activeCount() {
      return runner.activeIds.length
    },
  }
}

function answeredBy(place: BotPlace, answer: Pick<JobPlace, 'token' | 'tokenUntilMs'>): BotPlace {
  return { ...place, origin: { ...place.origin, ...answer } }
}
