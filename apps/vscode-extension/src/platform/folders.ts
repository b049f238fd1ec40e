import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { appFolders } from '@fluxkit/jobs/node'
import type * as vscode from 'vscode'

export interface JobFolders {
  /** Shared by all apps of this machine. */
  readonly folder: string
  /** Where jobs lay before they shared that folder. */
  readonly oldFolder: string
  /** Images that could not be saved where they belong. */
  readonly unsavedFolder: string
}

/** Where the records of jobs lie. */
export function jobFolders({ globalStorageUri }: Pick<vscode.ExtensionContext, 'globalStorageUri'>): JobFolders {
  const { data } = appFolders({ env: process.env, homeDir: homedir(), platform: process.platform })
  return {
    folder: resolve(homedir(), data),
    oldFolder: join(globalStorageUri.fsPath, 'jobs'),
    unsavedFolder: join(globalStorageUri.fsPath, 'unsaved'),
  }
}

/** The folder of the user whose machine runs the extension. */
export function homeFolder(): string {
  return homedir()
}
