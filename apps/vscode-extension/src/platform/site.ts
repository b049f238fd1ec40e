import * as vscode from 'vscode'
import { siteKindOf } from '../model/site/generators.ts'
import { foldersAbove } from '../model/site/site-path.ts'
import { join } from '../model/naming/posix-path.ts'
import { fileOf } from './document-file.ts'
import { readSettings } from './settings.ts'

/** The site that a document is a page of. */
export interface Site {
  /** The generator; empty where the setting names the folder. */
  readonly name: string
  /** The folder of its configuration. */
  readonly folder: vscode.Uri
  readonly root: string
  readonly images: string
}

/** Finds the site of a document by the names of files around it, or by the setting. */
export async function siteOf(document: vscode.TextDocument): Promise<Site | undefined> {
  const file = fileOf(document)
  const workspace = file && vscode.workspace.getWorkspaceFolder(file)
  if (file === undefined || workspace === undefined) return undefined
  const top = workspace.uri
  const configured = readSettings.siteFolder(file)
  if (configured !== '') return configuredSite(top, configured)
  for (const path of foldersAbove(file.path, top.path)) {
    const folder = top.with({ path })
    const kind = siteKindOf(await namesIn(folder))
    if (kind === undefined) continue
    return { name: kind.name, folder, root: join(path, kind.root), images: join(path, kind.images) }
  }
  return undefined
}

/** Relative to the workspace folder, and within it. */
function configuredSite(top: vscode.Uri, path: string): Site | undefined {
  const root = join(top.path, path.replaceAll('\\', '/'))
  const isWithin = root === join(top.path, '') || root.startsWith(`${join(top.path, '')}/`)
  return isWithin ? { name: '', folder: top, root, images: join(root, 'images') } : undefined
}

async function namesIn(folder: vscode.Uri): Promise<string[]> {
  try {
    return (await vscode.workspace.fs.readDirectory(folder)).map(([name]) => name)
  } catch {
    return []
  }
}
