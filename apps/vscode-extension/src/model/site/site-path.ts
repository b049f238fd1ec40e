import { dirname, join, normalize } from '../naming/posix-path.ts'

/** Where a site's links lead and its images go; paths are absolute, with `/`. */
export interface SiteFolders {
  /** A link that begins with `/` leads here. */
  readonly root: string
  /** Images that are written for the whole site go here. */
  readonly images: string
}

/**
 * The link to a file of the site that holds on every page: `/img/fox.png`.
 *
 * @returns `undefined` for a file that the site does not serve under its own name
 */
export function sitePath({ root, images }: SiteFolders, file: string): string | undefined {
  const path = normalize(file)
  // A site whose root is the whole project serves what was put where its images belong.
  const served = dirname(images)
  const isServed = path.startsWith(served === '/' ? '/' : `${served}/`)
  return isServed ? path.slice(root === '/' ? 0 : root.length) : undefined
}

/** The file that a link which begins with `/` leads to. */
export function siteFile({ root }: SiteFolders, link: string): string {
  return join(root, link)
}

/** The folders that may hold the site of a document: its own first, up to the workspace folder. */
export function foldersAbove(file: string, workspaceFolder: string): string[] {
  const top = normalize(workspaceFolder)
  const folders: string[] = []
  for (let folder = dirname(normalize(file)); ; folder = dirname(folder)) {
    if (folder !== top && !folder.startsWith(top === '/' ? '/' : `${top}/`)) return folders
    folders.push(folder)
    if (folder === top || folder === '/') return folders
  }
}
