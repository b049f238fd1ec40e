import { type Damaged, jobFromExtension } from '@fluxkit/jobs'
import { type createFileStore, importRecords } from '../platform/job-store.ts'
import { createOldWindows } from '../platform/old-windows.ts'
import type { Place } from '../model/jobs/place.ts'

/**
 * Moves the records of version 0.1 into the store that all apps share. Those that a window of that version works on stay: it
 * recovers its images itself, and the next start moves the rest.
 */
export async function importOld(
  oldFolder: string,
  store: ReturnType<typeof createFileStore<Place>>,
  service: string,
  now: () => number = Date.now,
): Promise<readonly Damaged[]> {
  const holder = crypto.randomUUID().replaceAll('-', '')
  const read = (text: string, id: string) => jobFromExtension(text, id, { service })
  const windows = createOldWindows(oldFolder, now)
  try {
    const take = (id: string, text: string): Promise<boolean> => windows.take(id, text)
    const { damaged } = await importRecords(oldFolder, store as never, read, holder, take)
    return damaged
  } finally {
    await windows.close()
  }
}
