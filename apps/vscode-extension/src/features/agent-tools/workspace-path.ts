import * as vscode from 'vscode'
import { JobRefusal } from '@fluxkit/jobs'
import { join } from '../../model/naming/posix-path.ts'

/**
 * A workspace-relative path of an agent as a URI. In workspaces with several folders the first part may name one.
 *
 * @throws {JobRefusal} for what lies outside of the workspace
 */
export function workspaceUri(path: string): vscode.Uri {
  const plain = path.replaceAll('\\', '/').replace(/^\.\//, '')
  const folders = vscode.workspace.workspaceFolders ?? []
  const named = folders.length > 1 ? folders.find((folder) => plain.startsWith(`${folder.name}/`)) : undefined
  const folder = named ?? folders[0]
  const inside = named === undefined ? plain : plain.slice(named.name.length + 1)
  if (folder === undefined) throw noFolder()
  const target = folder.uri.with({ path: join(folder.uri.path, inside) })
  const isOutside = !target.path.startsWith(`${folder.uri.path.replace(/\/$/, '')}/`)
  if (isOutside || /^\/|^[a-z]:/i.test(plain)) {
    throw new JobRefusal('invalid_input', 'The path must be relative to the workspace and stay inside of it.')
  }
  return target
}

export function noFolder(): JobRefusal {
  return new JobRefusal('no_workspace', 'No folder is open; ask the user to open one.')
}
