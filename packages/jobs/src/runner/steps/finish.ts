import { ended } from '../../job/changes.ts'
import { isSandbox } from '../../job/sandbox.ts'
import { afterFinishError } from '../../outcome/outcome.ts'
import type { JobWork } from './context.ts'

/**
 * Ends a job whose images are all saved.
 *
 * @returns The failure, if there was one.
 * @throws {ClaimLost}
 */
export async function finish<P, E>({ writer, host, clock, stop }: JobWork<P, E>): Promise<unknown> {
  try {
    await host.finish?.(writer.job, stop)
  } catch (error) {
    if (stop.aborted) return undefined
    await writer.note((job) => afterFinishError(job, error, clock.now()))
    host.onEvent?.({ type: 'failed', during: 'finish', job: writer.job, error })
    return error
  }
  const charged = isSandbox(writer.job) ? 'no' : 'yes'
  await writer.note((job) => ended(job, { kind: 'done', charged, atMs: clock.now() }))
  return undefined
}
