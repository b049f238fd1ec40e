import type { Job } from './job.ts'

/** Ways to tell a person, the best first. */
export type Rung = 'answer' | 'channel' | 'direct'

/** A token that ends while the files are on their way is of no use. */
const tokenMarginMs = 20_000

/**
 * The ways that are open now. A private result never goes to the channel; where only a user has installed the app, the
 * bot has no way to the channel and none to the person but the interaction.
 */
export function rungsFor(job: Pick<Job, 'place' | 'request'>, nowMs: number): readonly Rung[] {
  const { place, request } = job
  const answer: Rung[] = nowMs < place.tokenUntilMs - tokenMarginMs ? ['answer'] : []
  if (place.guildId !== null) return [...answer, ...(request.private ? [] : (['channel'] as const)), 'direct']
  return [...answer, 'direct']
}

/** Nonces have at most 25 characters; an interaction's id has at most 20. */
export function nonceFor(jobId: string, purpose: 'result' | 'ping', isPlain: boolean): string {
  return `${jobId}-${purpose[0] ?? ''}${isPlain ? 'p' : ''}`
}
