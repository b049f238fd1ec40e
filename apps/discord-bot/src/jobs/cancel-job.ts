import type { Attempt } from '@fluxkit/jobs'
import { unitsOfCost } from '../money/money.ts'
import { within } from '../time/within.ts'
import type { RunnerParts } from './runner-parts.ts'

/** A user waits no longer to hear whether a job was cancelled in time: Discord wants an answer within 3 s. */
const cancelMs = 1_000

/** @returns `running`: it may be accepted already and continues; if it is refused after all, it isn't sent again */
export async function cancelJob(
  { tools: { store, clock, log, metrics, config }, runner, deliverer }: RunnerParts,
  id: string,
): Promise<'cancelled' | 'running'> {
  // Seen before each submission, in every process.
  await store.jobs.requestCancel(id)
  let outcome: 'cancelled' | 'running' = 'running'
  const end = async (): Promise<void> => {
    try {
      const { isEnded, job } = await runner.cancel(id)
      if (!isEnded || job?.end?.kind !== 'cancelled' || !job.attempts.every(isProvedUnsent)) return
      outcome = 'cancelled'
      metrics.moneyUnits.inc({ kind: 'refunded' }, unitsOfCost(job.estimate, config.FLUXKIT_CURRENCY) ?? 0)
      deliverer.wake()
    } catch (error) {
      log.error({ jobId: id, error }, 'a job could not be cancelled')
    }
  }
  await within(clock, end(), cancelMs)
  return outcome
}

function isProvedUnsent({ outcome }: Attempt): boolean {
  return outcome?.kind === 'refused' || outcome?.kind === 'not_sent'
}
