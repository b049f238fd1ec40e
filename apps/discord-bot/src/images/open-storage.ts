import type { ImageLocation } from '../config/image-location.ts'
import { createFolderStorage } from './storage/folder-storage.ts'
import type { ObjectStorage } from './storage/object-storage.ts'

/** The storage that the settings name. Reads and writes nothing yet. */
export async function openStorage(place: ImageLocation, sleep: (ms: number) => Promise<void>): Promise<ObjectStorage> {
  if (place.kind === 'folder') return createFolderStorage(place.folder)
  const { createS3Storage } = await import('./storage/s3-storage.ts')
  return createS3Storage({ ...place, sleep })
}
