import { constants } from 'node:fs'
import { copyFile, mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { createFolderStorage } from '../images/storage/folder-storage.ts'
import { isUnfinished } from '../images/storage/image-key.ts'
import type { ObjectStorage } from '../images/storage/object-storage.ts'

/** Copies a folder of images while a bot writes and deletes there. `cp` fails when a file is gone that it has just listed. */
export async function copyFiles(
  from: string,
  to: string,
  source: Pick<ObjectStorage, 'list'> = createFolderStorage(from),
): Promise<void> {
  await mkdir(to, { recursive: true })
  for await (const page of source.list('')) {
    for (const { key } of page.filter((one) => !isUnfinished(one.key))) {
      await mkdir(dirname(join(to, key)), { recursive: true })
      await copyFile(join(from, key), join(to, key), constants.COPYFILE_FICLONE).catch((error: unknown) => {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      })
    }
  }
}
