import { isDamaged, isSandbox, type Job, type Listed, mayBePaid } from '@fluxkit/jobs'
import type { LooseFluxRequest } from '@fluxkit/core'

/** What is to be done for one prompt. */
export type Step =
  | { readonly kind: 'submit' }
  /** Saved by an earlier run and never submitted; its record is used. */
  | { readonly kind: 'submit-earlier'; readonly job: Job }
  /** Its images are saved. */
  | { readonly kind: 'made'; readonly job: Job }
  /** Submitted, or perhaps submitted: it is recovered, never submitted again. */
  | { readonly kind: 'recover'; readonly job: Job }
  /** Another process works on it. */
  | { readonly kind: 'held'; readonly job: Job }
  /** A record that cannot be read may be for this prompt. */
  | { readonly kind: 'unsure' }

export interface PlannedRequest {
  readonly service: string
  readonly request: LooseFluxRequest
}

/**
 * Matches the prompts of a list with the journal, so that nothing is submitted that is made, that may be paid for, or that
 * a record which cannot be read may be about. A prompt that stands twice in the list needs two jobs; the folder of the
 * images doesn't matter.
 */
export function planList(wanted: readonly PlannedRequest[], journal: readonly Listed[]): Step[] {
  const steps = matched(wanted, journal)
  const hasDamage = journal.some((entry) => isDamaged(entry))
  return steps.map((step) => (step.kind === 'submit' && hasDamage ? { kind: 'unsure' } : step))
}

/** How many of the requests are made already; nothing is decided by it. */
export function countMade(wanted: readonly PlannedRequest[], journal: readonly Listed[]): number {
  return matched(wanted, journal).filter(({ kind }) => kind === 'made').length
}

/** How often a request is in the list again. */
export function countRepeated(wanted: readonly PlannedRequest[]): number {
  return wanted.length - new Set(wanted.map(({ request }) => keyOf(request))).size
}

function matched(wanted: readonly PlannedRequest[], journal: readonly Listed[]): Step[] {
  const unused = new Map<string, Step[]>()
  for (const entry of journal) {
    if (isDamaged(entry)) continue
    const step = stepFor(entry.job, entry.held)
    if (step === undefined) continue
    const key = workKey(entry.job.service, entry.job.request)
    const steps = unused.get(key)
    if (steps) steps.push(step)
    else unused.set(key, [step])
  }
  return wanted.map(({ service, request }) => unused.get(workKey(service, request))?.shift() ?? { kind: 'submit' })
}

/** @returns `undefined` for a job that blocks nothing: it was free of charge, or a user gave it up */
function stepFor(job: Job, held: boolean): Step | undefined {
  const { end } = job
  if (end?.kind === 'done') return { kind: 'made', job }
  if (held) return { kind: 'held', job }
  if (end?.kind === 'discarded') return undefined
  if (mayBePaid(job)) return { kind: 'recover', job }
  // Tasks of an earlier sandbox ended with its program.
  return end === undefined && !isSandbox(job) ? { kind: 'submit-earlier', job } : undefined
}

/** Each run has its own sandbox, and what one has made is made. */
function workKey(service: string, request: object): string {
  return `${isSandbox({ service }) ? 'sandbox' : service} ${keyOf(request)}`
}

/** Fields that core reads and the service doesn't see are not part of the request. */
function keyOf(request: object): string {
  const { imageSize: _imageSize, ...fields } = request as Readonly<Record<string, unknown>>
  return JSON.stringify(Object.entries(fields).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
