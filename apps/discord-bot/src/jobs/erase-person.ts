import { setImmediate } from 'node:timers/promises'
import { type ForgetTools, forgetUnwanted } from '../images/forget-unwanted.ts'
import type { JobRunner } from './job-runner.ts'
import type { Erasure, Store } from '../store/store.ts'

/** Read and forgotten at a time: some milliseconds. */
const jobsInTurn = 25

export interface EraseTools extends ForgetTools {
  readonly store: Pick<Store, 'drafts' | 'presets' | 'erasures'> & {
    readonly jobs: Pick<Store['jobs'], 'pageOf' | 'wantedImages'>
  }
  readonly runner: Pick<JobRunner, 'forget'>
}

/**
 * Deletes what is kept about a person, as far as it was there when they asked; what still runs stays. The request stands in the
 * store until then: a process that stops or dies half-way leaves the rest to the next.
 *
 * @param isStopping checked before each batch
 * @returns how many jobs were emptied now; undefined when it was stopped
 */
export async function erasePerson(
  tools: EraseTools,
  { userId, requestedMs }: Erasure,
  isStopping: () => boolean,
): Promise<number | undefined> {
  const { store, runner } = tools
  await store.drafts.erase(userId)
  await store.presets.erase(userId)
  let count = 0
  for (let from: Parameters<Store['jobs']['pageOf']>[1]['from']; ;) {
    if (isStopping()) return undefined
    const page = await store.jobs.pageOf(userId, { from, limit: jobsInTurn, withPromptUntilMs: requestedMs })
    const hashes = new Set<string>()
    for (const job of page.jobs) {
      for (const image of [...job.images, job.request.input]) if (image?.hash !== undefined) hashes.add(image.hash)
      if (await runner.forget(job)) count++
      // Writes are synchronous in the embedded store: others have their turn after each.
      await setImmediate()
    }
    await forgetUnwanted(tools, [...hashes])
    from = page.next
    if (from === undefined) break
  }
  await store.erasures.finish(userId, requestedMs)
  return count
}
