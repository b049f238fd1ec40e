import * as vscode from 'vscode'
import { dirname, join } from '../model/naming/posix-path.ts'
import { siteFile } from '../model/site/site-path.ts'
import { fileOf } from './document-file.ts'
import { exists } from './exists.ts'
import { siteOf } from './site.ts'

/**
 * The file that a path in a document means: relative to the document. When it begins with `/`, relative to what the site of
 * the document serves, or to the workspace folder.
 */
export async function localTarget(document: vscode.TextDocument, path: string): Promise<vscode.Uri | undefined> {
  const file = fileOf(document)
  if (path.startsWith('/')) {
    const folder = file && vscode.workspace.getWorkspaceFolder(file)
    const inWorkspace = folder?.uri.with({ path: join(folder.uri.path, path) })
    const site = await siteOf(document)
    const inSite = site && inWorkspace?.with({ path: siteFile(site, path) })
    if (inSite === undefined || inWorkspace === undefined) return inWorkspace
    // The preview of the editor reads such links from the workspace folder.
    return !(await exists(inSite)) && (await exists(inWorkspace)) ? inWorkspace : inSite
  }
  if (file === undefined) {
    const root = vscode.workspace.workspaceFolders?.[0]?.uri
    return root?.with({ path: join(root.path, path) })
  }
  return file.with({ path: join(dirname(file.path), path) })
}
