import * as vscode from 'vscode'
import type { Destination } from '../submission/image-request.ts'

/** What a user chose of the destination; what is absent is as usual. */
export type FileChoice = Partial<Destination>

/** What holds unless a user chooses otherwise; without a folder they will be asked. */
export type FileDefaults = Pick<Destination, 'stem'> & { readonly folder?: vscode.Uri | undefined }

/** `docs/images/a-red-fox` */
export function describeFile(defaults: FileDefaults, choice: FileChoice): string {
  const { stem, folder } = { ...defaults, ...choice }
  return folder === undefined ? stem : `${folderText(folder)}/${stem}`
}

export function folderText(folder: vscode.Uri | undefined): string {
  return folder === undefined ? '' : vscode.workspace.asRelativePath(folder)
}
