import type { MessageRef } from '../discord/discord-port.ts'
import { type Draft, isDamaged, type OpenJob } from '@fluxkit/jobs'
import { LimitRefused } from '../limits/limit-refused.ts'
import type { LeftImages, LimitRefusal } from '../limits/check-limits.ts'
import { durableRequest, placeOf } from '../model/durable-request.ts'
import type { BotPlace, JobRequest, NewJob } from '../model/job.ts'
import { costOf, unitsOfCost } from '../money/money.ts'
import { leftOf } from './left-images.ts'
import type { RunnerParts } from './runner-parts.ts'

/** Jobs of the bot, among those of other apps in one store. */
export const appName = 'discord'

export type Announced = AnnouncedAll<{ readonly job: Announcement }>

export type AnnouncedAll<Created = { readonly jobs: readonly Announcement[] }> =
  | ({ readonly kind: 'created'; readonly left: LeftImages | undefined } & Created)
  /** The interaction was handled before, perhaps by another process. */
  | { readonly kind: 'exists' }
  | { readonly kind: 'refused'; readonly refusal: LimitRefusal }

/** A job between "saved" and "its user has an answer". When its process dies, it is withdrawn, not submitted. */
export interface Announcement {
  /**
   * The answer has arrived: the job may be submitted, as it is requested now.
   * @param message the answer, where the bot can reach it without an interaction
   * @returns false when it was given up
   */
  accept(request: JobRequest, message?: MessageRef): Promise<boolean>
  /** Nothing comes of it: what was reserved is given back. */
  withdraw(): Promise<void>
  /** The same, and the answer, which may be there, is replaced by a message that says so. */
  abandon(): Promise<void>
}

/** Writes a job down before its first answer, unless a limit forbids it. */
export async function announceJob(parts: RunnerParts, job: NewJob): Promise<Announced> {
  const announced = await announcedBy(parts, [job], async () => {
    const open = await parts.runner.create(draftOf(parts, job))
    return 'exists' in open ? open : [open]
  })
  if (announced.kind !== 'created') return announced
  const [only] = announced.jobs
  return only ? { kind: 'created', job: only, left: announced.left } : { kind: 'exists' }
}

/** The same for several jobs of one place, the lead of their group first: all of them, or none. */
export function announceJobs(parts: RunnerParts, jobs: readonly NewJob[]): Promise<AnnouncedAll> {
  return announcedBy(parts, jobs, () => parts.runner.createAll(jobs.map((job) => draftOf(parts, job))))
}

async function announcedBy(
  parts: RunnerParts,
  jobs: readonly NewJob[],
  create: () => Promise<readonly OpenJob<BotPlace>[] | { readonly exists: unknown }>,
): Promise<AnnouncedAll> {
  const { tools } = parts
  try {
    const open = await create()
    if ('exists' in open) return { kind: 'exists' }
    for (const { estimateUnits } of jobs) tools.metrics.moneyUnits.inc({ kind: 'reserved' }, estimateUnits)
    const [first] = jobs
    return {
      kind: 'created',
      jobs: open.map((one) => announcementOf(parts, one)),
      left: first && (await leftOf(tools, first)),
    }
  } catch (error) {
    if (error instanceof LimitRefused) return { kind: 'refused', refusal: error.refusal }
    throw error
  }
}

function draftOf(
  { tools, service }: RunnerParts,
  { id, request, place, estimateUnits, group }: NewJob,
): Omit<Draft<BotPlace>, 'task'> {
  return {
    id,
    service: service.address,
    account: service.account,
    origin: { app: appName, actor: 'person' },
    request: durableRequest(request),
    place: placeOf(request, place, true, group),
    estimate: costOf(estimateUnits, tools.config.FLUXKIT_CURRENCY),
  }
}

function announcementOf(
  { tools: { store, metrics, config }, runner, progress, deliverer }: RunnerParts,
  open: OpenJob<BotPlace>,
): Announcement {
  const { id, estimate, place } = open.job
  const { origin, group } = place
  const refunded = (): void => {
    metrics.moneyUnits.inc({ kind: 'refunded' }, unitsOfCost(estimate, config.FLUXKIT_CURRENCY) ?? 0)
  }
  return {
    async accept(request, message) {
      try {
        // Where several jobs share a message, it doesn't show positions.
        if (!group) progress.waits(id)
        const accepted = { ...placeOf(request, origin, false, group), ...(message && { message }) }
        await open.release({ place: accepted, request: durableRequest(request) })
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
      if (isEnded) refunded()
      deliverer.wake()
    },
    async withdraw() {
      const { isEnded } = await open.cancel()
      if (isEnded) refunded()
    },
  }
}
