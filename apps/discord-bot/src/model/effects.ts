import type { Clock } from '@fluxkit/core/node'
import type { BotJob, Notice } from './job.ts'
import { noticeOf } from './notice.ts'
import { reservationOf, type Settlement, settlementOf } from './settlement.ts'

/** Rows of the bot that the store writes in the transaction of their job. */
export type Effect =
  /** `checked`: what has to be within the limits, where it isn't the same: the first job of a comparison stands for all. */
  | ({ readonly do: 'reserve'; readonly checked?: Settlement } & Settlement)
  | ({ readonly do: 'settle'; readonly atMs: number } & Settlement)
  /** The process that wrote it delivers it; another one when that has shown no life for this long. */
  | { readonly do: 'notify'; readonly notice: Notice; readonly owner: string; readonly leaseMs: number }

export interface EffectOptions {
  readonly currency: string
  readonly owner: string
  readonly leaseMs: number
  readonly clock: Pick<Clock, 'now'>
}

/** What follows from a step of a job, for the books and for its user. */
export function effectsBetween(
  before: BotJob | undefined,
  after: BotJob,
  { currency, owner, leaseMs, clock }: EffectOptions,
): readonly Effect[] {
  if (!before) return [{ do: 'reserve', ...reservationOf(after, currency), ...checkedOf(after) }]
  const nowMs = Math.round(clock.now())
  const [was, is] = [settlementOf(before, currency), settlementOf(after, currency)]
  const isSettled = is && (is.units !== was?.units || is.images !== was.images)
  const notice = noticeOf(after)
  return [
    ...(isSettled ? [{ do: 'settle', ...is, atMs: nowMs } as const] : []),
    ...(notice && notice !== noticeOf(before) ? [{ do: 'notify', notice, owner, leaseMs } as const] : []),
  ]
}

function checkedOf({ place: { group } }: BotJob): { readonly checked?: Settlement } {
  if (!group) return {}
  return { checked: group.at === 0 ? { units: group.units, images: group.of } : { units: 0, images: 0 } }
}
