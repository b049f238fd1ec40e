import { kept, untroubled } from '../../job/changes.ts'
import type { JobImage } from '../../job/job.ts'
import { afterImageErrors } from '../../outcome/outcome.ts'
import type { JobWork } from '../context.ts'
import { ClaimLost } from '../job-writer.ts'

/**
 * Downloads and saves the images that aren't saved yet, each on its own: one that fails doesn't stop the others.
 *
 * @returns What failed first, if something did.
 * @throws {ClaimLost}
 */
export async function download<P, E>(work: JobWork<P, E>): Promise<unknown> {
  const { writer, host, clock, stop, limitDownloads } = work
  const failures = new Map<number, unknown>()
  const missing = [...writer.job.images.entries()].filter(([, { kept: where }]) => where === undefined)
  await Promise.all(missing.map(([index, image]) => limitDownloads(() => keepOne(work, image, index, failures))))
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
  failures: Map<number, unknown>,
): Promise<void> {
  if (stop.aborted) return
  try {
    const taskId = writer.job.task?.id
    const image = await service.download(url, { signal: stop, ...(taskId !== undefined && { taskId }) })
    const facts = await host.keep(writer.job, index, image, stop)
    await writer.note((job) => kept(job, index, facts))
    host.onEvent?.({ type: 'kept', job: writer.job, index, where: facts.kept })
  } catch (error) {
    if (error instanceof ClaimLost || !stop.aborted) failures.set(index, error)
  }
}
