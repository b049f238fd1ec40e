import { isClaim } from '@fluxkit/jobs'
import { type EffectOptions, effectsBetween } from '../model/effects.ts'
import { durableRequest, placeOf } from '../model/durable-request.ts'
import type { BotJob, NewJob } from '../model/job.ts'
import { costOf } from '../money/money.ts'
import type { Store } from '../store/store.ts'
import { aJob, type JobChanges, startMs } from './builders.ts'

export const testEffects: EffectOptions = {
  currency: 'USD',
  owner: 'me',
  leaseMs: 30_000,
  clock: { now: () => startMs },
}

export function aDurableJob(changes: JobChanges = {}, facts: Partial<BotJob> = {}): BotJob {
  const { id, request, place, createdMs, estimateUnits, group }: NewJob = aJob(changes)
  return {
    v: 1,
    rev: 0,
    id,
    service: 'https://api.acedata.cloud',
    account: 'abc',
    origin: { app: 'discord', actor: 'person' },
    request: durableRequest(request),
    place: placeOf(request, place, false, group),
    createdAtMs: createdMs,
    wantedAtMs: createdMs,
    estimate: costOf(estimateUnits, 'USD'),
    attempts: [],
    images: [],
    ...facts,
  }
}

/** Writes a job into a store, with what follows from it, and lets go of it. */
export async function putJob(store: Store, changes: JobChanges = {}, facts: Partial<BotJob> = {}): Promise<void> {
  const job = aDurableJob(changes)
  const claim = await store.durable.create(job, 'putsputs', 5_000, effectsBetween(undefined, job, testEffects))
  if (!isClaim<BotJob['place']>(claim)) throw new Error(`Job ${job.id} exists already.`)
  const next = { ...job, ...facts }
  const written = await store.durable.commit(claim, next, effectsBetween(job, next, testEffects))
  if (!isClaim<BotJob['place']>(written)) throw new Error(`Job ${job.id} was not written: ${written}.`)
  await store.durable.release(written)
}

/** What the bot's `keep` returns for an image is stored in the record. */
function keptImage(url: string): BotJob['images'][number] {
  const facts = { kept: 'a'.repeat(64), extension: 'png' }
  return { url, tries: 0, ...facts }
}

/** Facts of a job at one stage. */
export const facts = {
  accepted: (taskId = 't'): Partial<BotJob> => ({
    attempts: [{ key: '1.1', wire: {}, sentAtMs: startMs, outcome: { kind: 'accepted' } }],
    task: { id: taskId, via: 'answer', atMs: startMs },
  }),
  lost: (): Partial<BotJob> => ({
    attempts: [{ key: '1.1', wire: {}, sentAtMs: startMs, outcome: { kind: 'unknown' } }],
    check: { sinceMs: startMs, misses: 0, searches: 1, nextAtMs: startMs + 30_000 },
  }),
  overdue: (taskId = 't'): Partial<BotJob> => ({
    ...facts.accepted(taskId),
    check: { sinceMs: startMs, misses: 1, lastCode: 'wait_deadline', nextAtMs: startMs + 5_000 },
  }),
  done: (taskId = 't', url = 'https://cdn.test/a.png'): Partial<BotJob> => ({
    ...facts.accepted(taskId),
    images: [keptImage(url)],
    readyAtMs: startMs + 4_000,
    end: { kind: 'done', charged: 'yes', atMs: startMs + 4_000 },
  }),
  failed: (): Partial<BotJob> => ({
    ...facts.accepted(),
    end: { kind: 'failed', code: 'task_failed', charged: 'no', atMs: startMs },
  }),
  cancelled: (): Partial<BotJob> => ({ end: { kind: 'cancelled', charged: 'no', atMs: startMs } }),
}
