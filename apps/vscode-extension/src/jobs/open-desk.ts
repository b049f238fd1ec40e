import { type Damaged, hostClock } from '@fluxkit/jobs'
import { hasRecords } from '../platform/has-records.ts'
import { createFileStore } from '../platform/job-store.ts'
import type { Place } from '../model/jobs/place.ts'
import { createJobDesk, type JobDesk, type JobDeskOptions } from './job-desk.ts'
import { createJobHost, type JobHostOptions } from './job-host.ts'

export { checkRequest } from '@fluxkit/core'
export { openClient } from './open-client.ts'

export interface OpenDeskOptions
  extends
    Omit<JobHostOptions, 'clock'>,
    Pick<JobDeskOptions, 'window' | 'allowance' | 'settings' | 'confirm' | 'onChange' | 'onTakenUpEnd' | 'onError'> {
  /** The data folder, which all apps of a machine share. */
  readonly folder: string
  /** Where the extension kept its jobs before it shared that folder. */
  readonly oldFolder: string
}

/**
 * Opens the jobs of this machine, with those of earlier versions. This file, with the jobs and their client, is loaded when it is
 * first needed.
 */
export async function openDesk(options: OpenDeskOptions): Promise<JobDesk> {
  const store = createFileStore<Place>({ folder: options.folder })
  return createJobDesk({
    ...options,
    store,
    clock: hostClock,
    host: createJobHost({ ...options, clock: hostClock }),
    damaged: await damagedOf(store, options),
  })
}

async function damagedOf(
  store: ReturnType<typeof createFileStore<Place>>,
  { oldFolder, connection, onError }: OpenDeskOptions,
): Promise<readonly Damaged[]> {
  if (!(await hasRecords(oldFolder))) return []
  try {
    const { importOld } = await import('./import-old.ts')
    return await importOld(oldFolder, store, (await connection()).address)
  } catch (error) {
    onError(error)
    return []
  }
}
