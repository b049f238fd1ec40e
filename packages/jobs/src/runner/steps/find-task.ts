import type { Attempt, Task } from '../../job/job.ts'
import type { JobWork } from './context.ts'

/**
 * Searches for the task of a submission among the account's own.
 *
 * @param others Submissions without an answer that the account's tasks may belong to as well.
 */
export async function findTask<P, E>(
  { writer, service, store, stop, clock }: JobWork<P, E>,
  attempt: Attempt,
  others: readonly Attempt[],
): Promise<Task | undefined> {
  const isKnown = async (taskId: string): Promise<boolean> => {
    const owner = await store.ownerOf(taskId)
    return owner !== undefined && owner !== writer.job.id
  }
  const found = await service.find?.({ attempt, others, isKnown }, { signal: stop })
  if (!found) return undefined
  const { id, traceId } = found
  return { id, via: 'listing', atMs: clock.now(), ...(traceId !== undefined && { traceId }) }
}
