import { isClaim } from '@fluxkit/jobs'
import { noticeOf } from '../model/notice.ts'
import type { Tracing } from '../ports/tracing.ts'
import type { Store } from '../store/store.ts'

/** Traces every job that this process finishes: here, or with its message if one is due. */
export function tracedStore(durable: Store['durable'], tracing: Tracing | undefined): Store['durable'] {
  if (!tracing) return durable
  return {
    ...durable,
    async commit(claim, next, effects) {
      const before = claim.job
      const written = await durable.commit(claim, next, effects)
      if (!isClaim<typeof next.place>(written) || !next.end || before.end) return written
      const notice = noticeOf(next)
      const isReported = notice !== undefined && notice !== noticeOf(before)
      if (!isReported) tracing.ended(written.job)
      return written
    },
  }
}
