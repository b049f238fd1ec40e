import { isDamaged } from '@fluxkit/jobs'
import pLimit from 'p-limit'
import { deliver } from './deliver.ts'
import type { JobTools } from './job-tools.ts'
import { type DeliveryOutcome, deliverOfGroup } from './deliver-group.ts'
import { isStillTrue } from '../model/notice.ts'
import { putDraft } from './put-draft.ts'
import type { Progress } from './progress.ts'
import { within } from '../time/within.ts'

/** A message that Discord did not take, or that another is written before, is tried again after this. */
const pausesMs = { later: 30_000, soon: 1_000, lost: 0 } as const
/** After an outage a thousand results may be there at once, and each is held in memory while it is sent. */
const atOnce = 32
const tickMs = 1_000

/** Delivers what is to be reported, of this process and of those that are gone. */
export interface Deliverer {
  start(): void
  /** Something may have to be reported. */
  wake(): void
  /** Delivers what is there, for at most so long, and hands the rest over. */
  drain(limitMs: number): Promise<void>
}

/** @param owner names this process in leases; never used twice */
export function createDeliverer(
  tools: JobTools,
  progress: Pick<Progress, 'settle'>,
  owner: string,
  leaseMs: number,
): Deliverer {
  const { store, clock, log, metrics } = tools
  const limit = pLimit(atOnce)
  const active = new Map<string, Promise<void>>()
  let isRunning = false
  let passing: Promise<void> | undefined
  let isPassWanted = false
  let nextHeartbeatMs = 0
  let cancelTimer = (): void => undefined

  async function pass(): Promise<void> {
    const nowMs = Math.round(clock.now())
    const due = await store.deliveries.claimDue(owner, [...active.keys()], leaseMs)
    for (const id of due) active.set(id, work(id))
    if (active.size === 0 || nowMs < nextHeartbeatMs) return
    nextHeartbeatMs = nowMs + leaseMs / 3
    await store.deliveries.heartbeat(owner, [...active.keys()], leaseMs)
  }

  async function work(id: string): Promise<void> {
    try {
      await progress.settle(id)
      const outcome = await limit(() => deliverOne(id))
      // What was delivered or kept is let go of with that, and what is to be reported since then is this process's already.
      if (outcome !== 'delivered') await release(id, pausesMs[outcome])
    } catch (error) {
      log.error({ jobId: id, error }, 'a delivery broke off; it is taken up again')
      metrics.unexpectedErrors.inc()
      // A pause, so that what fails at once does not fail in a circle.
      await release(id, leaseMs)
    }
    active.delete(id)
    wake()
  }

  async function release(id: string, againMs: number): Promise<void> {
    await store.deliveries
      .release(owner, id, againMs)
      .catch((error: unknown) => log.warn({ jobId: id, error }, 'no release'))
  }

  async function deliverOne(id: string): Promise<DeliveryOutcome> {
    const job = await store.jobs.get(id)
    const { notice } = job ?? {}
    if (!job || notice === undefined || job.delivery !== 'pending') return 'lost'
    if (!isStillTrue(notice, job.state)) {
      await store.deliveries.retract(id, notice)
      return 'lost'
    }
    // The message has a button that opens it again.
    if (!job.group && (notice === 'restarted' || notice === 'stale')) await putDraft(tools, job)
    const outcome = job.group
      ? await deliverOfGroup(tools, { ...job, notice }, job.group, owner, leaseMs)
      : await deliver(tools, { ...job, notice }, owner)
    if (outcome === 'delivered' && job.finishedMs !== undefined) {
      metrics.knownToDelivered.observe(Math.max(0, clock.now() - job.finishedMs) / 1000)
    }
    if (outcome === 'delivered') await trace(id)
    return outcome
  }

  async function trace(id: string): Promise<void> {
    if (!tools.tracing) return
    try {
      const entry = await store.durable.read(id)
      if (!entry || isDamaged(entry) || !entry.job.end) return
      const state = (await store.jobs.get(id))?.delivery === 'kept' ? 'kept' : 'delivered'
      tools.tracing.ended(entry.job, { state, atMs: clock.now() })
    } catch (error) {
      log.warn({ jobId: id, error }, 'a delivered job could not be traced')
    }
  }

  function wake(): void {
    if (!isRunning) return
    isPassWanted = true
    passing ??= passes().finally(() => {
      passing = undefined
    })
  }

  async function passes(): Promise<void> {
    while (isPassWanted) {
      isPassWanted = false
      try {
        await pass()
      } catch (error) {
        log.error({ error }, 'looking for deliveries failed')
        metrics.unexpectedErrors.inc()
        return
      }
    }
  }

  function tick(): void {
    if (!isRunning) return
    wake()
    cancelTimer = clock.setTimer(tick, tickMs)
  }

  return {
    start() {
      isRunning = true
      tick()
    },
    wake,
    async drain(limitMs) {
      isRunning = false
      cancelTimer()
      await passing
      isPassWanted = true
      await passes()
      await within(clock, Promise.all(active.values()), limitMs)
    },
  }
}
