import { isFluxError } from '@fluxkit/core'
import { type FluxService, type JobEvent, type JobHost, JobRefusal } from '@fluxkit/jobs'
import { idOnly } from '../ports/log.ts'
import type { Deliverer } from './deliverer.ts'
import { type Effect, type EffectOptions, effectsBetween } from '../model/effects.ts'
import type { BotJob, BotPlace } from '../model/job.ts'
import type { JobTools } from './job-tools.ts'
import type { Progress } from './progress.ts'
import { reservationOf, settlementOf } from '../model/settlement.ts'
import { viewJob } from '../model/view-job.ts'

export interface JobHostParts {
  readonly tools: JobTools
  readonly service: FluxService
  readonly progress: Progress
  readonly deliverer: Pick<Deliverer, 'wake'>
  readonly effects: EffectOptions
}

/** What the durable job needs from the bot. */
export function createJobHost(parts: JobHostParts): JobHost<BotPlace, Effect> {
  const { tools, service, progress, effects } = parts
  const { store, images, log, metrics } = tools
  return {
    serviceFor: async (job) => (job.service === service.address ? service : 'elsewhere'),
    async keep(_job, _index, { bytes, extension }) {
      const { hash } = await images.save(bytes, extension)
      return { kept: hash, extension }
    },
    async prepare({ id }) {
      if (await store.jobs.isCancelRequested(id))
        throw new JobRefusal('cancelled', 'Cancelled before it was submitted.')
      return undefined
    },
    // No progress may be shown after the result, whichever process delivers it.
    finish: ({ id }) => progress.settle(id),
    isDoubtful: (job, isStale) => isDoubtful(job, isStale, tools.past.restoredAtMs),
    // An announced job whose process died is never submitted.
    confirm: async ({ place }) => (place.isAnnounced ? 'discard' : 'submit'),
    effectsOf: (before, after) => effectsBetween(before, after, effects),
    onEvent: (event) => onEvent(parts, event),
    onError(error) {
      log.error({ error }, 'work on jobs broke off; it is taken up again')
      metrics.unexpectedErrors.inc()
    },
  }
}

/** Only what was taken can have been submitted; what its user has confirmed since is wanted. */
function isDoubtful({ place, createdAtMs }: BotJob, isStale: boolean, restoredAtMs: number = -Infinity): boolean {
  return !place.isAnnounced && (isStale || Math.max(createdAtMs, place.confirmedAtMs ?? 0) <= restoredAtMs)
}

function onEvent({ tools, progress, deliverer, effects }: JobHostParts, event: JobEvent<BotPlace>): void {
  const { log, metrics } = tools
  const { job } = event
  const { id } = job
  switch (event.type) {
    case 'submitting':
      return progress.leavesQueue(id)
    case 'submitted':
      log.info(
        { jobId: id, taskId: idOnly(job.task?.id), via: job.task?.via, model: job.request['model'] },
        'submitted',
      )
      return progress.runs(viewJob(job, { held: true, nowMs: tools.clock.now(), currency: effects.currency }))
    case 'ready': {
      const sentAtMs = job.attempts.at(-1)?.sentAtMs ?? job.createdAtMs
      const seconds = ((job.readyAtMs ?? sentAtMs) - sentAtMs) / 1000
      return metrics.submitToKnown.observe({ model: String(job.request['model']) }, Math.max(0, seconds))
    }
    case 'failed': {
      const error = isFluxError(event.error) || event.error instanceof Error ? event.error : undefined
      log.warn({ jobId: id, taskId: idOnly(job.task?.id), during: event.during, error }, 'a step of a job failed')
      return deliverer.wake()
    }
    case 'ended': {
      const settled = settlementOf(job, effects.currency)
      if (settled && settled.units > 0) metrics.moneyUnits.inc({ kind: 'settled' }, settled.units)
      else if (settled) metrics.moneyUnits.inc({ kind: 'refunded' }, reservationOf(job, effects.currency).units)
      log.info({ jobId: id, end: job.end?.kind, code: idOnly(job.end?.code), charged: job.end?.charged }, 'ended')
      return deliverer.wake()
    }
    case 'write-failed':
      return log.error(
        { jobId: id, taskId: idOnly(job.task?.id), error: event.error },
        'what is known of a job could not be written',
      )
    case 'account-differs':
      // It can't be searched for: at least tell the user.
      if (!job.task) void notifyUnknown(tools, id, effects)
      return log.warn(
        { jobId: id, taskId: idOnly(job.task?.id) },
        'submitted with another token: nothing can be concluded',
      )
    case 'claim-lost':
      void progress.settle(id)
      return log.warn({ jobId: id }, 'another process has taken the job over')
    default:
      return undefined
  }
}

async function notifyUnknown({ store, log }: JobTools, id: string, effects: EffectOptions): Promise<void> {
  try {
    await store.deliveries.notify(id, 'unknown', effects.owner, effects.leaseMs)
  } catch (error) {
    log.warn({ jobId: id, error }, 'an unknown outcome could not be noted')
  }
}
