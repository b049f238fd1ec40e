import { isDamaged, type OpenJob } from '@fluxkit/jobs'
import type { GuildSettings } from '../limits/guild-settings.ts'
import { LimitRefused } from '../limits/limit-refused.ts'
import type { LeftImages, LimitRefusal } from '../limits/limits.ts'
import { durableRequest, placeOf } from '../model/durable-request.ts'
import type { BotPlace, JobRequest, NewJob } from '../model/job.ts'
import { costOf, unitsOfCost } from '../money/money.ts'
import type { RunnerParts } from './runner-parts.ts'

/** Jobs of the bot, among those of other apps in one store. */
export const appName = 'discord'

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

/** Writes a job down before its first answer, unless a limit forbids it. */
export async function announceJob(
  parts: RunnerParts,
  { id, request, place, estimateUnits }: NewJob,
  settings: GuildSettings | undefined,
): Promise<Announced> {
  const { tools, runner, service, leftOver } = parts
  try {
    const open = await runner.create({
      id,
      service: service.address,
      account: service.account,
      origin: { app: appName, actor: 'person' },
      request: durableRequest(request),
      place: placeOf(request, place, true),
      estimate: costOf(estimateUnits, tools.config.FLUXKIT_CURRENCY),
    })
    if ('exists' in open) return { kind: 'exists' }
    tools.metrics.moneyUnits.inc({ kind: 'reserved' }, estimateUnits)
    return {
      kind: 'created',
      job: announcementOf(parts, open, place),
      left: await leftOver.of({ id, place }, settings),
    }
  } catch (error) {
    if (error instanceof LimitRefused) return { kind: 'refused', refusal: error.refusal }
    throw error
  }
}

function announcementOf(
  { tools: { store, metrics, config }, runner, progress, deliverer }: RunnerParts,
  open: OpenJob<BotPlace>,
  origin: NewJob['place'],
): Announcement {
  const { id, estimate } = open.job
  const refunded = (): void => {
    metrics.moneyUnits.inc({ kind: 'refunded' }, unitsOfCost(estimate, config.FLUXKIT_CURRENCY) ?? 0)
  }
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
      if (isEnded) refunded()
      deliverer.wake()
    },
    async withdraw() {
      const { isEnded } = await open.cancel()
      if (isEnded) refunded()
    },
  }
}
