import type { JobReader } from '../store/store.ts'
import type { ImageStore } from './image-store.ts'

/** Images that are checked at a time. */
const pageSize = 200

/** Deletes those of these images that no job wants any more: the same image may belong to several. */
export async function forgetUnwanted(
  jobs: Pick<JobReader, 'wantedImages'>,
  images: Pick<ImageStore, 'forget'>,
  hashes: readonly string[],
): Promise<void> {
  for (let start = 0; start < hashes.length; start += pageSize) {
    const page = hashes.slice(start, start + pageSize)
    const wanted = await jobs.wantedImages(page)
    await images.forget(page.filter((hash) => !wanted.has(hash)))
  }
}
