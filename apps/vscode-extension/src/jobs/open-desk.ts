import { type Damaged, hostClock, jobFromExtension } from '@fluxkit/jobs'
import { createFileStore, importRecords } from '../platform/job-store.ts'
import type { Place } from '../model/jobs/place.ts'
import { createJobDesk, type JobDesk, type JobDeskOptions } from './job-desk.ts'
import { createJobHost, type JobHostOptions } from './job-host.ts'

export { checkRequest } from '@fluxkit/core'
export { openClient } from './open-client.ts'

export interface OpenDeskOptions
  extends
    JobHostOptions,
    Pick<JobDeskOptions, 'window' | 'allowance' | 'settings' | 'confirm' | 'onChange' | 'onTakenUpEnd' | 'onError'> {
  /** The data folder, which all apps of a machine share. */
  readonly folder: string
  /** Where the extension kept its jobs before it shared that folder. */
  readonly oldFolder: string
}

/**
 * Opens the jobs of this machine, with those of earlier versions. The entry of the bundle of jobs and their client, which
 * is loaded when it is first needed.
 */
export async function openDesk(options: OpenDeskOptions): Promise<JobDesk> {
  const store = createFileStore<Place>({ folder: options.folder })
  return createJobDesk({
    ...options,
    store,
    clock: hostClock,
    host: createJobHost(options),
    damaged: await importOld(store, options),
  })
}

async function importOld(
  store: ReturnType<typeof createFileStore<Place>>,
  { oldFolder, connection, onError }: OpenDeskOptions,
): Promise<readonly Damaged[]> {
  try {
    const { address: service } = await connection()
    const holder = crypto.randomUUID().replaceAll('-', '')
    const read = (text: string, id: string) => jobFromExtension(text, id, { service })
    const { damaged } = await importRecords(oldFolder, store as never, read, holder)
    return damaged
  } catch (error) {
    onError(error)
    return []
  }
}
