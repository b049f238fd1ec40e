import { type Damaged, jobFromExtension } from '@fluxkit/jobs'
import { type createFileStore, importRecords } from '../platform/job-store.ts'
import type { Place } from '../model/jobs/place.ts'

/** Moves the records of version 0.1 into the store that all apps share. */
export async function importOld(
  oldFolder: string,
  store: ReturnType<typeof createFileStore<Place>>,
  service: string,
): Promise<readonly Damaged[]> {
  const holder = crypto.randomUUID().replaceAll('-', '')
  const read = (text: string, id: string) => jobFromExtension(text, id, { service })
  const { damaged } = await importRecords(oldFolder, store as never, read, holder)
  return damaged
}
