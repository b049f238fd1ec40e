import type { ImageLocation } from '../config/image-location.ts'
import { createFolderStorage } from './storage/folder-storage.ts'
import type { ObjectStorage } from './storage/object-storage.ts'
import { createS3Storage } from './storage/s3-storage.ts'

/** The storage that the settings name. Reads and writes nothing yet. */
export function openStorage(place: ImageLocation, sleep: (ms: number) => Promise<void>): ObjectStorage {
  return place.kind === 'folder' ? createFolderStorage(place.folder) : createS3Storage({ ...place, sleep })
}
