import { setImmediate } from 'node:timers/promises'
import { type ForgetTools, forgetUnwanted } from '../images/forget-unwanted.ts'
import type { JobRunner } from './job-runner.ts'
import type { Erasure, Store } from '../store/store.ts'

/** Read and forgotten at a time: some milliseconds. */
const jobsInTurn = 25

export interface EraseTools extends ForgetTools {
  readonly store: Pick<Store, 'erasures'> & { readonly jobs: Pick<Store['jobs'], 'pageOf' | 'wantedImages'> }
  readonly runner: Pick<JobRunner, 'forget'>
}

export interface Erased {
  /** Jobs that were emptied now. */
  readonly erased: number
  /** Jobs that still run, or that a worker holds at this moment. */
  readonly left: number
}

/**
 * Deletes what jobs keep about a user, as far as it was there when they asked. The request stays in the store until no such
 * job is left: the sweep tries again what still runs or is held, and what a process that stops or dies leaves.
 *
 * @param isStopping checked before each batch
 * @returns undefined when it was stopped
 */
export async function erasePerson(
  tools: EraseTools,
  { userId, requestedMs }: Erasure,
  isStopping: () => boolean,
): Promise<Erased | undefined> {
  const { store, runner } = tools
  let erased = 0
  let left = 0
  for (let from: Parameters<Store['jobs']['pageOf']>[1]['from']; ;) {
    if (isStopping()) return undefined
    const page = await store.jobs.pageOf(userId, { from, limit: jobsInTurn, withPromptUntilMs: requestedMs })
    const hashes = new Set<string>()
    for (const job of page.jobs) {
      for (const image of [...job.images, job.request.input]) if (image?.hash !== undefined) hashes.add(image.hash)
      if (await runner.forget(job)) erased++
      else left++
      // Writes are synchronous in the embedded store: others have their turn after each.
      await setImmediate()
    }
    await forgetUnwanted(tools, [...hashes])
    from = page.next
    if (from === undefined) break
  }
  if (left === 0) await store.erasures.finish(userId, requestedMs)
  return { erased, left }
}
