import { basename, dirname, join, splitName } from '../naming/posix-path.ts'
import { matchesGlob } from './glob.ts'

/** What decides where a new image goes. Paths are absolute, with `/`. */
export interface TargetClues {
  /** `fluxkit.outputDirectory`, empty when unset. */
  readonly outputDirectory: string
  /** `markdown.copyFiles.destination`: glob of documents → where their files go. */
  readonly copyFilesDestination: Readonly<Record<string, string>>
  /** The document that the image is for; absent for untitled ones. */
  readonly document?: { readonly path: string; readonly languageId: string } | undefined
  readonly workspaceFolder?: string | undefined
  /** `2026-11-22`. */
  readonly date: string
}

/**
 * The folder for a new image: the setting of this extension, then the editor's own for Markdown, then `images` beside
 * the document or in the workspace folder.
 *
 * @returns `undefined` when there is no clue at all.
 */
export function outputDirectory(clues: TargetClues): string | undefined {
  const { document, workspaceFolder } = clues
  const configured = expand(clues.outputDirectory, clues)
  if (configured !== undefined) return configured
  const destination = document?.languageId === 'markdown' ? markdownDestination(document.path, clues) : undefined
  if (destination !== undefined) return destination
  const base = document === undefined ? workspaceFolder : dirname(document.path)
  return base === undefined ? undefined : join(base, 'images')
}

/** @returns `undefined` for an empty text or one from `~`, and where a variable has no value or a relative path no base. */
function expand(text: string, { document, workspaceFolder, date }: TargetClues): string | undefined {
  if (text.trim() === '') return undefined
  const name = document && basename(document.path)
  const values: Readonly<Record<string, string | undefined>> = {
    workspaceFolder,
    documentWorkspaceFolder: workspaceFolder,
    documentDirName: document && dirname(document.path),
    documentFileName: name,
    documentBaseName: name && splitName(name).stem,
    documentExtName: name && splitName(name).extension,
    date,
  }
  let missing = false
  const expanded = text
    .trim()
    .replaceAll('\\', '/')
    .replace(/\$\{(\w+)\}/g, (_, variable: string) => {
      const value = values[variable]
      if (value === undefined) missing = true
      return value ?? ''
    })
  // No shell expands `~` here: a folder of that name is what nobody wants.
  if (missing || expanded.startsWith('~')) return undefined
  if (expanded.startsWith('/')) return join('/', expanded)
  // `C:/images` of a setting that was written on Windows; paths of URIs begin with a slash.
  if (/^[a-z]:\//i.test(expanded)) return join('/', expanded)
  const base = workspaceFolder ?? (document && dirname(document.path))
  return base === undefined ? undefined : join(base, expanded)
}

function markdownDestination(path: string, clues: TargetClues): string | undefined {
  const { workspaceFolder } = clues
  const inside = workspaceFolder !== undefined && path.startsWith(`${workspaceFolder}/`)
  const relativePath = inside ? path.slice(workspaceFolder.length + 1) : basename(path)
  const match = Object.entries(clues.copyFilesDestination).find(([glob]) => matchesGlob(glob, relativePath))
  if (match === undefined) return undefined
  // The editor's setting may name the file too; only its folder counts here, since names come from prompts.
  const folder = match[1].replaceAll('\\', '/').replace(/[^/]*$/, '')
  if (folder === '') return dirname(path)
  if (folder.startsWith('/')) return workspaceFolder && expand(join(workspaceFolder, folder), clues)
  return expand(folder.startsWith('${') ? folder : join(dirname(path), folder), clues)
}
