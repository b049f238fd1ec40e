import { resolve } from 'node:path'
import { type Entry, jobFromCli } from '@fluxkit/jobs'
import { appFolders, createFileStore } from '@fluxkit/jobs/node'
import type { Workspace } from '../files/output-folder.ts'
import type { Host } from '../host.ts'
import type { Limits } from '../money/limits.ts'
import type { Connection } from '../service/connection.ts'
import { createStudio, type Studio } from './studio.ts'

export interface OpenStudioOptions {
  readonly connection: Connection
  readonly limits: Limits
  readonly allowPublish: boolean
  readonly usualWorkspace: () => Workspace
}

/** A studio on the data folder that all apps on this machine share. */
export function openStudio(host: Host, options: OpenStudioOptions): Studio {
  const { env, homeDir, platform, cwd, clock, random } = host
  const folder = resolve(cwd, appFolders({ env, homeDir, platform }).data)
  const store = createFileStore({ folder, clock, legacy: { read: (text, id): Entry => jobFromCli(text, id) } })
  const session = `${clock.now().toString(36)}-${Math.floor(random() * 1e9).toString(36)}`
  const { connection, limits, allowPublish, usualWorkspace } = options
  const usualFolder = (): string => usualWorkspace().directory
  return createStudio({ host, connection, store, limits, allowPublish, session, usualFolder })
}
