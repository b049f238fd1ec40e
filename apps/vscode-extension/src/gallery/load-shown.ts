import * as vscode from 'vscode'
import { createImageSearch } from '../features/history/image-search.ts'
import { withMovedFiles } from '../features/history/moved-images.ts'
import { reasonText } from '../features/history/kept-reason-text.ts'
import { isJobView } from '../model/jobs/damaged-view.ts'
import type { JobView } from '../model/jobs/job-view.ts'
import { isShownIn, workspaceName } from '../model/jobs/ownership.ts'
import { ownerOf } from '../model/kept/kept-image.ts'
import { dirname } from '../model/naming/posix-path.ts'
import { texts } from '../platform/t.ts'
import { windowFacts } from '../platform/window-facts.ts'
import type { Services } from '../services.ts'
import { labelsOf } from './labels.ts'
import { entriesOf, type Subject } from './model/entries.ts'
import type { Shown } from './model/protocol.ts'

export interface Loaded {
  readonly shown: Shown
  /** What the keys of the entries stand for. */
  readonly subjects: ReadonlyMap<string, Subject>
  /** Folders that hold the images, or will soon. */
  readonly folders: readonly vscode.Uri[]
}

/** Reads what the page shows: of this workspace, or of all. */
export async function loadShown(
  { jobs, kept }: Pick<Services, 'jobs' | 'kept'>,
  webview: Pick<vscode.Webview, 'asWebviewUri'>,
  isAll: boolean,
): Promise<Loaded> {
  const window = windowFacts()
  const listed = (await jobs.list()).filter(isJobView).filter((job) => isAll || isShownIn(job, window))
  const search = createImageSearch()
  const found = await Promise.all(listed.map((job) => withMovedFiles(jobs, job, search)))
  const aside = (await kept.list()).filter((image) => isAll || isShownIn(ownerOf(image), window))
  const files = new Map<string, vscode.Uri>()
  const add = async (name: string, uri: vscode.Uri | undefined): Promise<void> => {
    const version = uri && (await versionOf(uri))
    if (uri !== undefined && version !== undefined)
      files.set(name, uri.query === '' ? uri.with({ query: version }) : uri)
  }
  await Promise.all([
    ...found.flatMap((job) => job.files.map(({ uri }) => add(uri, parsed(uri)))),
    ...aside.map((image) => add(image.id, kept.fileOf(image))),
  ])
  const srcOf = (name: string): string | undefined => {
    const uri = files.get(name)
    return uri && webview.asWebviewUri(uri).toString()
  }
  const { groups, choices, subjects } = entriesOf(found, aside, {
    texts: texts(),
    formatDate,
    srcOf,
    srcOfKept: ({ id }) => srcOf(id),
    workspaceOf: (job) => (isShownIn(job, window) ? undefined : workspaceName(job)),
    reasonOf: ({ reason }) => reasonText(reason),
  })
  return {
    shown: { type: 'show', labels: labelsOf(texts()), groups, choices, isAll },
    subjects,
    folders: foldersOf([...files.values()], found),
  }
}

/** Changes with the file, which the page would show from its memory otherwise. */
async function versionOf(uri: vscode.Uri): Promise<string | undefined> {
  try {
    const { mtime, size } = await vscode.workspace.fs.stat(uri)
    return `${mtime}-${size}`
  } catch {
    return undefined
  }
}

function foldersOf(files: readonly vscode.Uri[], jobs: readonly JobView[]): vscode.Uri[] {
  const expected = jobs.filter(({ files: saved }) => saved.length === 0).map(({ target }) => parsed(target.folder))
  const folders = [
    ...files.map((file) => file.with({ path: dirname(file.path), query: '' })),
    ...expected.filter((folder) => folder !== undefined),
  ]
  return [...new Map(folders.map((folder) => [folder.toString(), folder])).values()]
}

/** @returns `undefined` for what isn't an address, as in a record that was forgotten */
function parsed(uri: string): vscode.Uri | undefined {
  try {
    return vscode.Uri.parse(uri, true)
  } catch {
    return undefined
  }
}

function formatDate(ms: number): string {
  return new Date(ms).toLocaleString(vscode.env.language, { dateStyle: 'medium', timeStyle: 'short' })
}
