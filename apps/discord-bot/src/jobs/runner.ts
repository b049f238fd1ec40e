import { createAnnouncements, type Announcements } from './announcements.ts'
import { atMost } from './at-most.ts'
import type { Job } from './job.ts'
import type { JobTools } from './job-tools.ts'
import { runJob } from './run-job.ts'
import { tellProgress } from './tell-progress.ts'
import { within } from './within.ts'

/** Works off the queue, keeps leases alive, takes up what other processes have left behind. */
export interface Runner {
  start(): void
  /** New orders, before they wait in the queue. */
  readonly orders: Pick<Announcements, 'announce' | 'withdraw'>
  /** The person has an answer: the job goes into the queue. @returns false when it was given up meanwhile */
  accept: Announcements['accept']
  /** Something may have become ready. */
  wake(): void
  /** Stops taking jobs, lets submissions end, hands the rest over. @param limitMs waits no longer than this */
  stop(limitMs: number): Promise<void>
  readonly activeCount: number
}

const tickMs = 1_000
const claimsAtOnce = 32
/** After a pause a thousand results may be there at once, and each is held in memory while it is handed on. */
const deliveriesAtOnce = 32
/** Positions in the queue are told again at most this often, to so many. */
const positionsMs = 5_000
const positionsAtOnce = 10

/** @param owner names this process in leases; never used twice */
export function createRunner(tools: JobTools, owner: string): Runner {
  const { store, clock, log, config } = tools
  const shares = {
    total: config.FLUXKIT_CONCURRENCY,
    perGuild: config.FLUXKIT_GUILD_CONCURRENCY,
    perUser: config.FLUXKIT_USER_CONCURRENCY,
  }
  const leaseMs = config.FLUXKIT_LEASE_SECONDS * 1000
  const heartbeatMs = leaseMs / 3
  const orders = createAnnouncements(tools, owner, leaseMs)
  const deliveries = atMost(deliveriesAtOnce)
  const active = new Map<string, { readonly stop: AbortController; readonly done: Promise<void> }>()
  const toldPositions = new Map<string, number>()
  const waiting = new Map<string, Job>()
  let state: 'new' | 'running' | 'stopping' = 'new'
  let cancelTimer = (): void => undefined
  let looking: Promise<void> | undefined
  let lookAgain = false
  let tellingPositions: Promise<void> | undefined
  let nextHeartbeatMs = 0
  let nextPositionsMs = 0

  const isRunning = (): boolean => state === 'running'

  function take(job: Job, fresh: boolean): void {
    const stop = new AbortController()
    waiting.delete(job.id)
    const done = work(job, fresh, stop.signal).finally(() => {
      active.delete(job.id)
      wake()
    })
    active.set(job.id, { stop, done })
  }

  async function work(job: Job, fresh: boolean, stop: AbortSignal): Promise<void> {
    try {
      const result = await runJob(tools, job, owner, stop, fresh, deliveries)
      await store.jobs.release(owner, job.id, result.kind === 'put-off' ? Math.round(result.untilMs) : 0)
    } catch (error) {
      log.error({ jobId: job.id, error }, 'work on a job broke off; it is taken up again')
      tools.metrics.unexpectedErrors.inc()
      // A pause, so that what fails at once does not fail in a circle.
      await store.jobs.release(owner, job.id, Math.round(clock.now()) + leaseMs).catch(() => undefined)
    }
  }

  async function look(): Promise<void> {
    const nowMs = Math.round(clock.now())
    const stranded = await store.jobs.claimStranded(owner, nowMs, nowMs + leaseMs)
    const ours = new Set([...active.keys(), ...orders.ids])
    // Where a lease ran out under our own hands the machine has slept. One worker is enough.
    for (const job of stranded) if (!ours.has(job.id)) take(job, false)
    await claimWaiting(nowMs)
    if (nowMs >= nextHeartbeatMs) await heartbeat(nowMs)
    // Not waited for: Discord may take minutes, and leases would run out.
    if (nowMs >= nextPositionsMs) tellingPositions ??= tellPositions(nowMs)
  }

  /** Claims that are asked for together share a wait for the disk: the more of them succeed, the more are asked for. */
  async function claimWaiting(nowMs: number): Promise<void> {
    for (let width = 1; isRunning(); width = Math.min(2 * width, claimsAtOnce)) {
      const claims = await Promise.allSettled(
        Array.from({ length: width }, () => store.jobs.claimNext(owner, shares, nowMs, nowMs + leaseMs)),
      )
      const jobs = claims.flatMap((claim) => (claim.status === 'fulfilled' && claim.value ? [claim.value] : []))
      for (const job of jobs) take(job, true)
      for (const claim of claims) if (claim.status === 'rejected') throw claim.reason
      if (jobs.length < width) return
    }
  }

  async function heartbeat(nowMs: number): Promise<void> {
    nextHeartbeatMs = nowMs + heartbeatMs
    const held = [...active.keys(), ...orders.ids]
    if (held.length === 0) return
    const kept = new Set(await store.jobs.heartbeat(owner, held, nowMs + leaseMs))
    for (const [id, { stop }] of active) if (!kept.has(id)) stop.abort()
  }

  function tellPositions(nowMs: number): Promise<void> {
    nextPositionsMs = nowMs + positionsMs
    return tellNewPositions()
      .catch((error: unknown) => log.warn({ error }, 'positions could not be told'))
      .finally(() => {
        tellingPositions = undefined
      })
  }

  async function tellNewPositions(): Promise<void> {
    for (const [id, job] of [...waiting].slice(0, positionsAtOnce)) {
      if (!isRunning()) return
      const position = await store.jobs.queuePosition(id)
      if (position === undefined) waiting.delete(id)
      else if (toldPositions.get(id) !== position) {
        toldPositions.set(id, position)
        await tellProgress(tools, job)
      }
    }
    for (const id of toldPositions.keys()) if (!waiting.has(id)) toldPositions.delete(id)
  }

  function wake(): void {
    if (state !== 'running') return
    if (looking) {
      lookAgain = true
      return
    }
    looking = look()
      .catch((error: unknown) => {
        log.error({ error }, 'looking for jobs failed')
        tools.metrics.unexpectedErrors.inc()
      })
      .finally(() => {
        looking = undefined
        if (lookAgain) {
          lookAgain = false
          wake()
        }
      })
  }

  function tick(): void {
    if (state !== 'running') return
    wake()
    cancelTimer = clock.setTimer(tick, tickMs)
  }

  return {
    start() {
      state = 'running'
      tick()
    },
    orders,
    async accept(id, request) {
      const accepted = await orders.accept(id, request)
      const job = accepted ? await store.jobs.get(id) : undefined
      if (job) waiting.set(id, job)
      wake()
      return accepted
    },
    wake,
    async stop(limitMs) {
      state = 'stopping'
      cancelTimer()
      await looking
      const works = [...active.values()]
      for (const { stop } of works) stop.abort()
      await within(clock, Promise.all(works.map(({ done }) => done)), limitMs)
    },
    get activeCount() {
      return active.size
    },
  }
}
