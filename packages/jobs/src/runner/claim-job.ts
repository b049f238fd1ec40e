import { type Claim, isClaim } from '../stores/job-store.ts'
import type { RunResult } from './runner.ts'
import type { RunnerContext } from './steps/context.ts'

/** Why a job couldn't be claimed: the result of a run that never began. */
export type NotClaimed = Pick<RunResult<never>, 'isWritten'> & { readonly why: 'held' | 'absent' | 'damaged' }

/** Claims a job for this runner, if no live process holds it. */
export async function claimJob<P, E>(
  { store, lease }: RunnerContext<P, E>,
  id: string,
): Promise<Claim<P> | NotClaimed> {
  const claim = await store.claim(id, lease.holder, lease.leaseMs)
  if (isClaim<P>(claim)) return claim
  return { why: typeof claim === 'string' ? claim : 'damaged', isWritten: true }
}
