import { kept, untroubled } from '../../job/changes.ts'
import type { JobImage } from '../../job/job.ts'
import { afterImageErrors } from '../../outcome/outcome.ts'
import type { JobWork } from './context.ts'
import { ClaimLost } from './job-writer.ts'

/**
 * Downloads and saves the images that aren't saved yet, each on its own: one that fails doesn't stop the others. They arrive
 * as they come and are saved in their order, so that numbers in names go by it.
 *
 * @returns What failed first, if something did.
 * @throws {ClaimLost}
 */
export async function download<P, E>(work: JobWork<P, E>): Promise<unknown> {
  const { writer, host, clock, stop, limitDownloads } = work
  const failures = new Map<number, unknown>()
  const missing = [...writer.job.images.entries()].filter(([, { kept: where }]) => where === undefined)
  let last: Promise<void> = Promise.resolve()
  for (const [index, image] of missing) {
    const earlier = last
    last = limitDownloads(() => keepOne(work, image, index, { failures, earlier }))
  }
  await last
  if (failures.size > 0) {
    const [error] = failures.values()
    if (error instanceof ClaimLost) throw error
    await writer.note((job) => afterImageErrors(job, failures, clock.now()))
    host.onEvent?.({ type: 'failed', during: 'image', job: writer.job, error })
    return error
  }
  if (!stop.aborted) await writer.note(untroubled)
  return undefined
}

async function keepOne<P, E>(
  { service, writer, host, stop }: JobWork<P, E>,
  { url }: JobImage,
  index: number,
  { failures, earlier }: { readonly failures: Map<number, unknown>; readonly earlier: Promise<void> },
): Promise<void> {
  try {
    if (stop.aborted) return
    const taskId = writer.job.task?.id
    const image = await service.download(url, { signal: stop, ...(taskId !== undefined && { taskId }) })
    await earlier
    const facts = await host.keep(writer.job, index, image, stop)
    await writer.note((job) => kept(job, index, facts))
    host.onEvent?.({ type: 'kept', job: writer.job, index, where: facts.kept })
  } catch (error) {
    if (error instanceof ClaimLost || !stop.aborted) failures.set(index, error)
  } finally {
    await earlier
  }
}
