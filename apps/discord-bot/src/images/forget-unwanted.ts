import type { Clock } from '@fluxkit/core/node'
import type { Log } from '../ports/log.ts'
import type { JobReader } from '../store/store.ts'
import { type ImageStore, youngImageMs } from './image-store.ts'

/** How many images are checked at a time. */
const pageSize = 200

export interface ForgetTools {
  readonly store: { readonly jobs: Pick<JobReader, 'wantedImages'> }
  readonly images: Pick<ImageStore, 'forget'>
  readonly clock: Pick<Clock, 'now'>
  readonly log: Pick<Log, 'warn'>
}

/**
 * Deletes those of these images that no job wants any more: the same image may belong to several, also to one that
 * has just saved it and doesn't name it yet, so young images are left to the sweep. What can't be deleted while
 * the storage is down is left to the sweep, and holds up nothing else that is to be deleted.
 */
export async function forgetUnwanted(
  { store, images, clock, log }: ForgetTools,
  hashes: readonly string[],
): Promise<void> {
  for (let start = 0; start < hashes.length; start += pageSize) {
    const page = hashes.slice(start, start + pageSize)
    const wanted = await store.jobs.wantedImages(page)
    await images
      .forget(
        page.filter((hash) => !wanted.has(hash)),
        clock.now() - youngImageMs,
      )
      .catch((error: unknown) => log.warn({ error }, 'images could not be deleted now; the next sweep deletes them'))
  }
}
