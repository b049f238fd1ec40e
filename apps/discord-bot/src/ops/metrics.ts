import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { JobState } from '../model/job.ts'
import type { Metrics } from '../ports/metrics.ts'

/** Everything is counted per process but `jobs`, which is read from the store when asked for. */
export interface MeasuredMetrics extends Metrics {
  readonly registry: Registry
}

type CountByState = () => Promise<
  readonly { readonly state: JobState; readonly model: string; readonly count: number }[]
>

const seconds = [0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 20, 40, 60, 120, 300, 900]

export function createMetrics(countByState: CountByState): MeasuredMetrics {
  const registry = new Registry()
  const registers = [registry]
  const jobs: Gauge<'state' | 'model'> = new Gauge({
    name: 'fluxkit_jobs',
    help: 'Jobs in the store',
    labelNames: ['state', 'model'],
    registers,
    async collect() {
      jobs.reset()
      for (const { state, model, count } of await countByState()) jobs.set({ state, model }, count)
    },
  })
  const histogram = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Histogram<Label> =>
    new Histogram({ name: `fluxkit_${name}_seconds`, help, buckets: seconds, labelNames, registers })
  const counter = <Label extends string>(
    name: string,
    help: string,
    labelNames: readonly Label[] = [],
  ): Counter<Label> => new Counter({ name: `fluxkit_${name}_total`, help, labelNames, registers })
  return {
    registry,
    firstReply: histogram('first_reply', 'From an interaction to its first answer'),
    submitToKnown: histogram('submit_to_known', 'From a submission to its known end', ['model']),
    knownToDelivered: histogram('known_to_delivered', 'From a known outcome to the message about it'),
    moneyUnits: counter('money_units', 'Money in units of 1/10000, by what happened', ['kind']),
    interactions: counter('interactions', 'Interactions received', ['kind']),
    interactionsRefused: counter('interactions_refused', 'HTTP requests that are not Discord’s or can’t be read', [
      'reason',
    ]),
    unexpectedErrors: counter('unexpected_errors', 'Errors that nobody has foreseen'),
    discordRateLimits: counter('discord_rate_limits', 'Answers 429 of Discord', ['scope']),
    discordInvalidRequests: counter('discord_invalid_requests', 'Answers 401, 403 and 429; 10,000 in 10 minutes block'),
    deliveries: counter('deliveries', 'How results reached people', ['way']),
  }
}
