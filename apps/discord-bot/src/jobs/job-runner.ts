import { randomUUID } from 'node:crypto'
import { type Attempt, createRunner, type FluxService, isDamaged, type OpenJob } from '@fluxkit/jobs'
import { worksOnJobs } from '../config/role.ts'
import type { GuildSettings } from '../limits/guild-settings.ts'
import { LimitRefused } from '../limits/limit-refused.ts'
import type { LeftImages, LimitRefusal } from '../limits/limits.ts'
import { costOf, unitsOfCost } from '../money/money.ts'
import { within } from '../time/within.ts'
import { createDeliverer } from './deliverer.ts'
import { durableRequest, placeOf } from '../model/durable-request.ts'
import { chooseInTurn } from '../limits/fair-queue.ts'
import {
  type BotJob,
  type BotPlace,
  endStates,
  type Job,
  type JobPlace,
  type JobRequest,
  type JobState,
  type NewJob,
} from '../model/job.ts'
import { createJobHost } from './job-host.ts'
import { createLeftOver } from './left-images.ts'
import type { JobTools } from './job-tools.ts'
import { createProgress } from './progress.ts'

/** Submissions that the service cannot have accepted are sent again this often. */
const retries = { tries: 5, delaysMs: [2_000, 10_000, 30_000, 60_000] } as const
/** So long a turn is kept in trouble, such as a submission that is refused for now: others wait. */
const troubleMs = 6_000
/** So often the queue and jobs of processes that are gone are checked, where the store reports no changes. */
const everyMs = 1_000
/** Where it can: hints may be missed, and this is the truth. */
const everyMsWithHints = 2_000
/** A person waits no longer to hear whether a job was cancelled in time: Discord wants an answer within 3 s. */
const cancelMs = 1_000
const appName = 'discord'
/** Jobs that a callback can bring further: what was cancelled and accepted all the same is delivered. */
const mayGoOn: ReadonlySet<JobState> = new Set(['unknown', 'running', 'overdue', 'cancelled'])

export type Announced =
  | { readonly kind: 'created'; readonly job: Announcement; readonly left: LeftImages | undefined }
  /** The interaction was handled before, perhaps by another process. */
  | { readonly kind: 'exists' }
  | { readonly kind: 'refused'; readonly refusal: LimitRefusal }

/** A job between "written down" and "its person has an answer". When its process dies, it is withdrawn, not submitted. */
export interface Announcement {
  /** The answer has arrived: the job may be submitted, as it is requested now. @returns false when it was given up */
  accept(request: JobRequest): Promise<boolean>
  /** Nothing comes of it: what was reserved is given back. */
  withdraw(): Promise<void>
  /** The same, and the answer, which may be there, is replaced by a message that says so. */
  abandon(): Promise<void>
}

/** Submits, waits and delivers; takes up what other processes have left behind. */
export interface JobRunner {
  /** Works on jobs from now on: not in a process that only answers interactions. */
  start(): void
  /** Writes a job down before its first answer, unless a limit forbids it. @param settings of its server */
  announce(job: NewJob, settings?: GuildSettings): Promise<Announced>
  /** @returns `running`: it may be accepted already and goes on; if it is refused after all, it isn't sent again */
  cancel(id: string): Promise<'cancelled' | 'running'>
  /**
   * Its person still wants a job that was in doubt. It is answered by the interaction that said so.
   * @returns false when it isn't in doubt any more
   */
  confirm(id: string, answer: Pick<JobPlace, 'token' | 'tokenUntilMs'>): Promise<boolean>
  /** The answer to a job is from now on that of another interaction. */
  answerBy(id: string, answer: Pick<JobPlace, 'token' | 'tokenUntilMs'>): Promise<void>
  /** Downloads now what a job has only links to. */
  fetch(id: string): Promise<void>
  /**
   * A callback names the task of a job, or only that there is one: a lost submission is searched for then.
   * @returns false when it isn't this job's
   */
  adopt(id: string, taskId: string | undefined): Promise<boolean>
  /** Forgets prompts, links, tokens and images of a job that has ended or can't be seen. @returns false when it goes on */
  forget(job: Job): Promise<boolean>
  /** Forgets a job's images, the one that it edited included. */
  forgetImages(id: string): Promise<void>
  /** Takes no more jobs, lets submissions on their way end, hands everything over. Waits no longer than this. */
  stop(limitMs: number): Promise<void>
  /** For what still was on its way then: the client is closed, and its outcome is known or unknown for good. */
  finish(limitMs: number): Promise<void>
  readonly activeCount: number
}

/** @param owner names this process in the leases of deliveries; never used twice */
export function createJobRunner(tools: JobTools, service: FluxService, owner: string = randomUUID()): JobRunner {
  const { store, clock, log, metrics, config } = tools
  const currency = config.FLUXKIT_CURRENCY
  const leaseMs = config.FLUXKIT_LEASE_SECONDS * 1000
  const isWorker = worksOnJobs(config.FLUXKIT_ROLE)
  /** What a process has to report it delivers itself, unless workers do. */
  const noticeLeaseMs = isWorker ? leaseMs : 0
  const leftOver = createLeftOver(tools)
  const progress = createProgress({ ...tools, leftOver })
  const deliverer = createDeliverer({ ...tools, leftOver }, progress, owner, leaseMs)
  const runner = createRunner({
    store: store.durable,
    host: createJobHost({
      tools,
      service,
      progress,
      deliverer,
      effects: { currency, owner, leaseMs: noticeLeaseMs, clock },
    }),
    clock,
    leaseMs,
    waitMs: config.FLUXKIT_JOB_DEADLINE_MINUTES * 60_000,
    retries,
  })
  let unfinished: readonly string[] = []

  async function announce({ id, request, place, estimateUnits }: NewJob, settings?: GuildSettings): Promise<Announced> {
    try {
      const open = await runner.create({
        id,
        service: service.address,
        account: service.account,
        origin: { app: appName, actor: 'person' },
        request: durableRequest(request),
        place: placeOf(request, place, true),
        estimate: costOf(estimateUnits, currency),
      })
      if ('exists' in open) return { kind: 'exists' }
      metrics.moneyUnits.inc({ kind: 'reserved' }, estimateUnits)
      return { kind: 'created', job: announcementOf(open, place), left: await leftOver.of({ id, place }, settings) }
    } catch (error) {
      if (error instanceof LimitRefused) return { kind: 'refused', refusal: error.refusal }
      throw error
    }
  }

  function announcementOf(open: OpenJob<BotPlace>, origin: NewJob['place']): Announcement {
    const { id, estimate } = open.job
    return {
      async accept(request) {
        try {
          progress.waits(id)
          await open.release({ place: placeOf(request, origin, false), request: durableRequest(request) })
          return true
        } catch (error) {
          progress.leavesQueue(id)
          await open.cancel().catch(() => undefined)
          const entry = await store.durable.read(id)
          if (!entry || isDamaged(entry) || !entry.job.end) throw error
          return false
        }
      },
      async abandon() {
        const { isEnded } = await runner.discard(id)
        if (isEnded) metrics.moneyUnits.inc({ kind: 'refunded' }, unitsOfCost(estimate, currency) ?? 0)
        deliverer.wake()
      },
      async withdraw() {
        const { isEnded } = await open.cancel()
        if (isEnded) metrics.moneyUnits.inc({ kind: 'refunded' }, unitsOfCost(estimate, currency) ?? 0)
      },
    }
  }

  async function cancel(id: string): Promise<'cancelled' | 'running'> {
    // Seen before each submission, in every process.
    await store.jobs.requestCancel(id)
    let outcome: 'cancelled' | 'running' = 'running'
    const end = async (): Promise<void> => {
      try {
        const { isEnded, job } = await runner.cancel(id)
        if (!isEnded || job?.end?.kind !== 'cancelled' || !job.attempts.every(isProvedUnsent)) return
        outcome = 'cancelled'
        metrics.moneyUnits.inc({ kind: 'refunded' }, unitsOfCost(job.estimate, currency) ?? 0)
        deliverer.wake()
      } catch (error) {
        log.error({ jobId: id, error }, 'a job could not be cancelled')
      }
    }
    await within(clock, end(), cancelMs)
    return outcome
  }

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
    announce,
    cancel,
    confirm: (id, answer) =>
      runner.confirm(id, (place) => ({ ...answeredBy(place, answer), confirmedAtMs: Math.round(clock.now()) })),
    async answerBy(id, answer) {
      await runner.amend(id, (job) => ({ ...job, place: answeredBy(job.place, answer) }))
    },
    async fetch(id) {
      await runner.run(id, { waitMs: 0 })
    },
    async adopt(id, taskId) {
      if (taskId !== undefined) {
        const task = { id: taskId, via: 'callback', atMs: Math.round(clock.now()) } as const
        if ((await runner.adopt(id, task)) !== 'adopted') return false
      }
      const job = await store.jobs.get(id)
      if (!job) return false
      const isChange = taskId === undefined ? job.state === 'unknown' : mayGoOn.has(job.state)
      // What its person had forgotten stays forgotten. One that rests until its next check goes on now.
      if (isChange && job.request.prompt !== '' && !runner.activeIds.includes(id)) {
        // Where workers wait for tasks, this process only checks once.
        runner
          .run(id, isWorker ? {} : { waitMs: 0 })
          .catch((error: unknown) => log.error({ jobId: id, error }, 'a job could not go on after its callback'))
      }
      return true
    },
    async forget({ id, state, notice, place, delivery, images, request }) {
      const isOpen = !endStates.has(state)
      // What is only searched for can be forgotten; its money counts as spent. What runs is finished first.
      if (delivery === 'pending' || (isOpen && notice === undefined)) return false
      if (isOpen) await runner.discard(id)
      if (images.some(({ hash }) => hash === undefined)) await runner.amend(id, withoutImages)
      const { applicationId, guildId, channelId, userId, locale, attachmentLimitBytes, botInGuild } = place
      const origin = { applicationId, guildId, channelId, userId, locale, attachmentLimitBytes, botInGuild }
      const options = { prompt: '', private: request.private, spoiler: request.spoiler }
      const blank = { ...origin, roleIds: [], token: '', tokenUntilMs: 0 }
      return runner.forget(id, { isAnnounced: false, origin: blank, options })
    },
    async forgetImages(id) {
      await runner.amend(id, withoutImages)
    },
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

function isProvedUnsent({ outcome }: Attempt): boolean {
  return outcome?.kind === 'refused' || outcome?.kind === 'not_sent'
}

/** The links are gone from the record; that there were images stays. */
export function withoutImages(job: BotJob): BotJob {
  const { imageUrl: _url, ...request } = job.request
  const { input: _input, ...options } = job.place.options
  return {
    ...job,
    request,
    place: { ...job.place, options },
    attempts: job.attempts.map(({ wire: { image_url: _link, ...wire }, ...attempt }) => ({ ...attempt, wire })),
    images: job.images.map(({ tries }) => ({ url: '', tries, kept: '' })),
  }
}
