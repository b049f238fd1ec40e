import { createFakeClock, type FakeClock } from '@fluxkit/core/testing'
import { onTestFinished } from 'vitest'
import type { LimitRule } from '../../limits/check-limits.ts'
import { defaultGuildSettings } from '../../limits/guild-settings.ts'
import { effectsBetween } from '../../model/effects.ts'
import type { Store } from '../../store/store.ts'
import { type JobChanges, startMs } from '../builders.ts'
import { aDurableJob, testEffects } from '../put-job.ts'

/** The lease of `testEffects`. */
export const leaseMs = 30_000

/** Makes an empty store, on this time. */
export type OpenStore = (options: { readonly clock: FakeClock }) => Promise<Store>

/** How the cases get a store. */
export interface StoreSubject {
  readonly open: OpenStore
  /** Closed when the test ends. */
  readonly opened: (clock?: FakeClock) => Promise<Store>
  /** The same with these limits in server 100. */
  readonly limited: (...limits: LimitRule[]) => Promise<Store>
}

export function createSubject(open: OpenStore): StoreSubject {
  async function opened(clock: FakeClock = createFakeClock({ startMs })): Promise<Store> {
    const store = await open({ clock })
    onTestFinished(() => store.close())
    return store
  }
  async function limited(...limits: LimitRule[]): Promise<Store> {
    const store = await opened()
    await store.settings.update('100', () => ({ ...defaultGuildSettings, limits }))
    return store
  }
  return { open, opened, limited }
}

/** Creates a job as a process called `creators` does. */
export async function create(store: Store, changes: JobChanges = {}): Promise<unknown> {
  const job = aDurableJob(changes)
  return store.durable.create(job, 'creators', 5_000, effectsBetween(undefined, job, testEffects))
}
