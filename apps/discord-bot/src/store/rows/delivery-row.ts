import type { DeliveryAttempt, DeliveryState, Notice } from '../../model/job.ts'
import type { DeliveryFacts } from '../../model/view-job.ts'

/** A row of `deliveries`, of any store. */
export function deliveryFrom(row: Readonly<Record<string, unknown>>): DeliveryFacts {
  const text = (name: string): string | undefined => (typeof row[name] === 'string' ? row[name] : undefined)
  const attempt = text('attempt')
  return {
    notice: text('notice') as Notice | undefined,
    state: text('state') as DeliveryState,
    attempt: attempt === undefined ? undefined : (JSON.parse(attempt) as DeliveryAttempt),
    messageId: text('message_id'),
    messageChannelId: text('message_channel_id'),
  }
}
