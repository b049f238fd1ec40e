import type { Job } from '../../job/job.ts'
import type { Claim, HeldJob, JobStore } from '../../stores/job-store.ts'
import { aJob } from './a-job.ts'

/** What the suite needs of a store: several processes on the same data, a clock, and a disk that can be damaged. */
export interface StoreSubject {
  /** Opens the data as another process would. */
  open(): Promise<JobStore<unknown, SuiteEffect>>
  /** Replaces a record as a broken disk or an editor would. */
  damage(id: string, text: string): Promise<void>
  /** Moves every clock of every process, and the store's own. */
  advance(ms: number): Promise<void>
  /** By the clock that `advance` moves. */
  now(): number
  /** The effects that count, in order. Absent where a store has none. */
  effects?(): Promise<readonly string[]>
  /** Ends it, with its data. */
  close(): Promise<void>
}

/** Stores under test write `row` with the job; `refused` must make the write fail as a whole. */
export interface SuiteEffect {
  readonly row: string
  readonly refused?: boolean
}

/** Thrown by the store under test for an effect that is `refused`. */
export class SuiteEffectRefused extends Error {}

/** Makes a store for one case. */
export type OpenSubject = () => Promise<StoreSubject>

/** One test of the suite. */
export interface StoreCase {
  readonly title: string
  /** What a store must have for this case. */
  readonly needs?: 'effects' | 'turns' | 'createAll'
  /** Throws when the store fails it. */
  readonly run: (subject: StoreSubject) => Promise<void>
}

export const leaseMs = 30_000
export const holderA = 'aaaaaaaaaaaa'
export const holderB = 'bbbbbbbbbbbb'

export async function created(
  store: JobStore<unknown, SuiteEffect>,
  facts: Partial<Job> = {},
  holder: string = holderA,
): Promise<Claim> {
  const result = await store.create(aJob(facts), holder, leaseMs)
  if ('exists' in result) throw new Error('The job already exists.')
  return result
}

export async function claimed(
  store: JobStore<unknown, SuiteEffect>,
  id: string = 'job-1',
  holder: string = holderA,
): Promise<Claim> {
  const result = await store.claim(id, holder, leaseMs)
  if (typeof result === 'string' || 'damaged' in result) throw new Error(`Not claimed: ${JSON.stringify(result)}`)
  return result
}

export async function committed(
  store: JobStore<unknown, SuiteEffect>,
  claim: Claim,
  facts: Partial<Job>,
): Promise<Claim> {
  const result = await store.commit(claim, { ...claim.job, ...facts })
  if (typeof result === 'string') throw new Error(`Not written: ${result}`)
  return result
}

export async function seen(store: JobStore<unknown, SuiteEffect>, id: string = 'job-1'): Promise<HeldJob> {
  const entry = await store.read(id)
  if (!entry || 'damaged' in entry) throw new Error(`Not there: ${JSON.stringify(entry)}`)
  return entry
}

export async function ids(entries: ReturnType<JobStore['list']>): Promise<(string | undefined)[]> {
  const found: (string | undefined)[] = []
  for await (const entry of entries) found.push('damaged' in entry ? entry.id : entry.job.id)
  return found
}
